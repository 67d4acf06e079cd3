import {
  type ImpactAction,
  type MediaExport,
  type MediaFile,
  type MediaId,
  type MediaImpact,
  type MediaUsage,
  TaskId,
} from '@vitrine/schema';
import { fakeBulk, resolveFakeTag, trashFake } from './fake-bulk.ts';
import { changeFile, FakeError, type FakeLibrary, fileOf } from './fake-library.ts';
import { eachOf, fakeLife, requireAdmin } from './fake-life.ts';
import type { FakeProcedures } from './fake-procedures.ts';
import { fakeSimilar } from './fake-similar.ts';
import { listFakeMedia } from './list-fake-media.ts';
import { TEST_NOW } from './make-media-file.ts';

export function fakeMedia(library: FakeLibrary): FakeProcedures['media'] {
  return {
    list: (input) => listFakeMedia(library, input),
    get: ({ id }) => fileOf(library, id),
    getMany: ({ ids }) => ids.flatMap((id) => library.files.get(id) ?? []),
    update: ({ id, ifRevision, tags, ...change }) => {
      if (library.role === 'viewer') throw new FakeError('auth.denied', 'Your role does not allow this.');
      if (ifRevision !== undefined && ifRevision !== fileOf(library, id).revision) {
        throw new FakeError(
          'conflict',
          'Somebody changed this file in the meantime. Load it again and repeat your change.',
        );
      }
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const file = changeFile(library, id, {
        ...given,
        ...(tags && {
          tags: tags.map((reference) => resolveFakeTag(library, reference)),
        }),
      });
      library.emit('media.updated', [id]);
      return file;
    },
    delete: ({ ids, force, reason }) => {
      if (force) requireAdmin(library, reason);
      const outcome = eachOf(ids, (id) => trashFake(library, id, force));
      library.emit('media.trashed', outcome.succeeded);
      return outcome;
    },
    ...fakeLife(library),
    ...fakeSimilar(library),
    restore: ({ ids }) => {
      const outcome = eachOf(
        ids,
        (id) => void changeFile(library, id, { deletedAt: null, deletedBy: null, purgeAfter: null }),
      );
      library.emit('media.restored', outcome.succeeded);
      return outcome;
    },
    ...fakeBulk(library),
    export: ({ ids }) =>
      exportOf(
        ids.flatMap((id) => library.files.get(id) ?? []),
        'Northfield Review',
      ),
    usage: ({ id }) => usageOf(library, id),
    impact: ({ ids, action }) => ids.map((id) => impactOf(library, id, action)),
    replaceEverywhere: ({ from, to }) => {
      const file = changeFile(library, from, { replacedBy: to });
      library.emit('media.replaced', to ? [from, to] : [from]);
      return file;
    },
  };
}

/** Nothing is to be fetched in a test: the link leads to an empty archive. */
export function exportOf(files: readonly MediaFile[], name: string): MediaExport {
  return {
    taskId: TaskId.parse('00000000-0000-7000-8000-00000000000e'),
    url: 'data:application/zip;base64,UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==',
    filename: `${name}.zip`,
    fileCount: files.length,
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    expiresAt: TEST_NOW,
  };
}

export function usageOf(library: FakeLibrary, mediaId: MediaId): MediaUsage {
  const usedIn = library.uses.get(mediaId) ?? [];
  fileOf(library, mediaId);
  const referencesByState = { draft: 0, published: 0, archived: 0 };
  for (const { state } of usedIn) referencesByState[state] += 1;
  const lastReferencedAt = usedIn[0]?.seenAt ?? null;
  return { mediaId, referenceCount: usedIn.length, referencesByState, lastReferencedAt, usedIn };
}

const effects = { delete: 'refuses', replace: 'changes', unpublish: 'breaks', expire: 'breaks' } as const;

function impactOf(library: FakeLibrary, mediaId: MediaId, action: ImpactAction): MediaImpact {
  const uses = usageOf(library, mediaId).usedIn;
  const effect = effects[action];
  return {
    mediaId,
    isRefused: effect === 'refuses' && uses.length > 0,
    standsFor: [],
    contentCount: uses.length,
    fieldCount: uses.reduce((sum, use) => sum + use.fieldPaths.length, 0),
    content: uses.map(({ fieldPaths, ...use }) => ({
      ...use,
      fields: fieldPaths.map((fieldPath) => ({ fieldPath, effect, via: null, version: null })),
    })),
  };
}
