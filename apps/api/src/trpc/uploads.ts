import { contract } from '@vitrine/schema';
import type { Scope } from '../domain/scope.ts';
import { abortUpload } from '../domain/uploads/abort-upload.ts';
import { beginDirectUpload } from '../domain/uploads/begin-direct-upload.ts';
import { completeDirectUpload } from '../domain/uploads/complete-direct-upload.ts';
import { isPassing } from '../domain/uploads/complete-upload.ts';
import { getUpload } from '../domain/uploads/get-upload.ts';
import { importFromUrlOnce } from '../domain/uploads/import-from-url-once.ts';
import { keepBoth } from '../domain/uploads/keep-both.ts';
import { listUploads } from '../domain/uploads/list-uploads.ts';
import type { CompletedUpload } from '../domain/uploads/received-file.ts';
import { signParts } from '../domain/uploads/sign-parts.ts';
import { countUpload } from '../observability/count-upload.ts';
import type { Metrics } from '../observability/create-metrics.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.uploads;

export const uploadsRouter = ({ inNamespace }: Procedures) =>
  router({
    begin: inNamespace(calls.begin).mutation(({ ctx, input }) =>
      beginDirectUpload(ctx.scope, input, ctx.idempotencyKey),
    ),
    signParts: inNamespace(calls.signParts).mutation(({ ctx, input }) => signParts(ctx.scope, input)),
    complete: inNamespace(calls.complete).mutation(async ({ ctx, input }) => {
      await counted(ctx, () => completeDirectUpload(ctx.scope, input));
      return getUpload(ctx.scope, input);
    }),
    get: inNamespace(calls.get).query(({ ctx, input }) => getUpload(ctx.scope, input)),
    list: inNamespace(calls.list).query(({ ctx }) => listUploads(ctx.scope)),
    abort: inNamespace(calls.abort).mutation(({ ctx, input }) => abortUpload(ctx.scope, input)),
    keepBoth: inNamespace(calls.keepBoth).mutation(({ ctx, input }) => keepBoth(ctx.scope, input)),
    importFromUrl: inNamespace(calls.importFromUrl).mutation(({ ctx, input }) =>
      importFromUrlOnce(ctx.scope, input, ctx.idempotencyKey),
    ),
  });

/** An upload that ends here counts here; what passes is counted by whoever ends it. */
async function counted(
  { metrics, scope }: { metrics: Metrics; scope: Scope },
  complete: () => Promise<CompletedUpload | null>,
): Promise<void> {
  try {
    const completed = await complete();
    if (completed?.kind) countUpload(metrics, { ...completed, now: scope.now() });
  } catch (error) {
    if (!isPassing(error)) countUpload(metrics, { kind: null, startedAt: null, now: scope.now() });
    throw error;
  }
}
