import { contract } from '@vitrine/schema';
import { beginExport } from '../domain/exports/begin-export.ts';
import { deleteMedia } from '../domain/media/delete-media.ts';
import { getManyMedia } from '../domain/media/get-many-media.ts';
import { getMedia } from '../domain/media/get-media.ts';
import { listMedia } from '../domain/media/list-media.ts';
import { restoreMedia } from '../domain/media/restore-media.ts';
import { updateMedia } from '../domain/media/update-media.ts';
import { getMediaUsage } from '../domain/references/get-media-usage.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.media;

export const mediaRouter = ({ inNamespace }: Procedures) =>
  router({
    list: inNamespace(calls.list).query(({ ctx, input }) => listMedia(ctx.scope, input)),
    get: inNamespace(calls.get).query(({ ctx, input }) => getMedia(ctx.scope, input)),
    getMany: inNamespace(calls.getMany).query(({ ctx, input }) => getManyMedia(ctx.scope, input)),
    update: inNamespace(calls.update).mutation(({ ctx, input }) => updateMedia(ctx.scope, input)),
    delete: inNamespace(calls.delete).mutation(({ ctx, input }) => deleteMedia(ctx.scope, input)),
    restore: inNamespace(calls.restore).mutation(({ ctx, input }) => restoreMedia(ctx.scope, input)),
    export: inNamespace(calls.export).mutation(({ ctx, input }) =>
      beginExport(ctx.scope, { mediaIds: input.ids }),
    ),
    usage: inNamespace(calls.usage).query(({ ctx, input }) =>
      getMediaUsage(ctx.scope, { mediaId: input.id }),
    ),
  });
