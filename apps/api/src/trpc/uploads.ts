import { contract } from '@vitrine/schema';
import { abortUpload } from '../domain/uploads/abort-upload.ts';
import { getUpload } from '../domain/uploads/get-upload.ts';
import { importFromUrlOnce } from '../domain/uploads/import-from-url-once.ts';
import { keepBoth } from '../domain/uploads/keep-both.ts';
import { listUploads } from '../domain/uploads/list-uploads.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.uploads;

export const uploadsRouter = ({ inNamespace }: Procedures) =>
  router({
    get: inNamespace(calls.get).query(({ ctx, input }) => getUpload(ctx.scope, input)),
    list: inNamespace(calls.list).query(({ ctx }) => listUploads(ctx.scope)),
    abort: inNamespace(calls.abort).mutation(({ ctx, input }) => abortUpload(ctx.scope, input)),
    keepBoth: inNamespace(calls.keepBoth).mutation(({ ctx, input }) => keepBoth(ctx.scope, input)),
    importFromUrl: inNamespace(calls.importFromUrl).mutation(({ ctx, input }) =>
      importFromUrlOnce(ctx.scope, input, ctx.idempotencyKey),
    ),
  });
