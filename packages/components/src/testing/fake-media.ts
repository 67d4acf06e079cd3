import {
  type MediaExport,
  type MediaFile,
  type MediaId,
  type MediaUsage,
  TagId,
  TaskId,
} from '@vitrine/schema';
import { changeFile, FakeError, type FakeLibrary, fileOf } from './fake-library.ts';
import type { FakeProcedures } from './fake-procedures.ts';
import { listFakeMedia } from './list-fake-media.ts';
import { makeTag, TEST_NOW, testUserId } from './make-media-file.ts';

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
          tags: tags.map((reference) => {
            const known = library.tags.find((tag) =>
              'id' in reference ? tag.id === reference.id : tag.name === reference.name,
            );
            if (known) return { id: known.id, name: known.name, slug: known.slug, color: known.color };
            if ('id' in reference) throw new FakeError('not-found', 'There is no such tag.');
            return { ...makeTag(1, reference.name), id: TagId.parse(library.nextId()) };
          }),
        }),
      });
      library.emit('media.updated', [id]);
      return file;
    },
    delete: ({ ids }) => {
      const outcome = eachOf(ids, (id) => {
        const uses = library.uses.get(id) ?? [];
        if (uses.length > 0) {
          const titles = uses.map((use) => `“${use.title}”`).join(', ');
          throw new FakeError(
            'media.in-use',
            `${fileOf(library, id).title} is used by ${titles}. Remove it there first.`,
          );
        }
        changeFile(library, id, { deletedAt: new Date().toISOString(), deletedBy: testUserId });
      });
      library.emit('media.trashed', outcome.succeeded);
      return outcome;
    },
    restore: ({ ids }) => {
      const outcome = eachOf(ids, (id) => void changeFile(library, id, { deletedAt: null, deletedBy: null }));
      library.emit('media.restored', outcome.succeeded);
      return outcome;
    },
    export: ({ ids }) =>
      exportOf(
        ids.flatMap((id) => library.files.get(id) ?? []),
        'Northfield Review',
      ),
    usage: ({ id }) => usageOf(library, id),
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
  return { mediaId, referenceCount: usedIn.length, lastReferencedAt: usedIn[0]?.seenAt ?? null, usedIn };
}

function eachOf(ids: MediaId[], change: (id: MediaId) => void) {
  const succeeded: MediaId[] = [];
  const failed: { id: string; code: string; message: string }[] = [];
  for (const id of ids) {
    try {
      change(id);
      succeeded.push(id);
    } catch (error) {
      if (!(error instanceof FakeError)) throw error;
      failed.push({ id, code: error.code, message: error.message });
    }
  }
  return { succeeded, failed };
}
