import { contract } from '@vitrine/schema';
import { bulkDelete } from '../domain/bulk/bulk-delete.ts';
import { bulkRestore } from '../domain/bulk/bulk-restore.ts';
import { bulkUpdate } from '../domain/bulk/bulk-update.ts';
import { beginUnusedCleanup } from '../domain/cleanup/clean-unused.ts';
import { beginExport } from '../domain/exports/begin-export.ts';
import { deleteMedia } from '../domain/media/delete-media.ts';
import { getManyMedia } from '../domain/media/get-many-media.ts';
import { getMedia } from '../domain/media/get-media.ts';
import { listMedia } from '../domain/media/list-media.ts';
import { purgeMedia } from '../domain/media/purge-media.ts';
import { replaceEverywhere } from '../domain/media/replace-everywhere.ts';
import { restoreMedia } from '../domain/media/restore-media.ts';
import { updateMedia } from '../domain/media/update-media.ts';
import { getImpact } from '../domain/references/get-impact.ts';
import { getMediaUsage } from '../domain/references/get-media-usage.ts';
import { approveMedia } from '../domain/review/approve-media.ts';
import { rejectMedia } from '../domain/review/reject-media.ts';
import { findSimilar } from '../domain/similar/find-similar.ts';
import { listDuplicates } from '../domain/similar/list-duplicates.ts';
import { mergeMedia } from '../domain/similar/merge-media.ts';
import { compareVersions } from '../domain/versions/compare-versions.ts';
import { listVersions } from '../domain/versions/list-versions.ts';
import { removeVersions } from '../domain/versions/remove-versions.ts';
import { replaceMedia } from '../domain/versions/replace-media.ts';
import { restoreVersion } from '../domain/versions/restore-version.ts';
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
    bulkUpdate: inNamespace(calls.bulkUpdate).mutation(({ ctx, input }) => bulkUpdate(ctx.scope, input)),
    bulkDelete: inNamespace(calls.bulkDelete).mutation(({ ctx, input }) => bulkDelete(ctx.scope, input)),
    bulkRestore: inNamespace(calls.bulkRestore).mutation(({ ctx, input }) => bulkRestore(ctx.scope, input)),
    purge: inNamespace(calls.purge).mutation(({ ctx, input }) => purgeMedia(ctx.scope, input)),
    replace: inNamespace(calls.replace).mutation(({ ctx, input }) => replaceMedia(ctx.scope, input)),
    versions: router({
      list: inNamespace(calls.versions.list).query(({ ctx, input }) => listVersions(ctx.scope, input)),
      restore: inNamespace(calls.versions.restore).mutation(({ ctx, input }) =>
        restoreVersion(ctx.scope, input),
      ),
      compare: inNamespace(calls.versions.compare).query(({ ctx, input }) =>
        compareVersions(ctx.scope, input),
      ),
      remove: inNamespace(calls.versions.remove).mutation(({ ctx, input }) =>
        removeVersions(ctx.scope, input),
      ),
    }),
    approve: inNamespace(calls.approve).mutation(({ ctx, input }) => approveMedia(ctx.scope, input)),
    reject: inNamespace(calls.reject).mutation(({ ctx, input }) => rejectMedia(ctx.scope, input)),
    cleanupUnused: inNamespace(calls.cleanupUnused).mutation(({ ctx, input }) =>
      beginUnusedCleanup(ctx.scope, input),
    ),
    export: inNamespace(calls.export).mutation(({ ctx, input }) =>
      beginExport(ctx.scope, { mediaIds: input.ids }),
    ),
    usage: inNamespace(calls.usage).query(({ ctx, input }) =>
      getMediaUsage(ctx.scope, { mediaId: input.id }),
    ),
    impact: inNamespace(calls.impact).query(({ ctx, input }) => getImpact(ctx.scope, input)),
    replaceEverywhere: inNamespace(calls.replaceEverywhere).mutation(({ ctx, input }) =>
      replaceEverywhere(ctx.scope, input),
    ),
    similar: inNamespace(calls.similar).query(({ ctx, input }) => findSimilar(ctx.scope, input)),
    duplicates: inNamespace(calls.duplicates).query(({ ctx, input }) => listDuplicates(ctx.scope, input)),
    merge: inNamespace(calls.merge).mutation(({ ctx, input }) => mergeMedia(ctx.scope, input)),
  });
