import { type ErrorCode, type MediaFile, type MediaId, type MediaVersion, TaskId } from '@vitrine/schema';
import { changeFile, FakeError, type FakeLibrary, fileOf } from './fake-library.ts';
import type { FakeProcedures } from './fake-procedures.ts';
import { testUserId } from './make-media-file.ts';

type Life = Pick<
  FakeProcedures['media'],
  'purge' | 'replace' | 'versions' | 'approve' | 'reject' | 'cleanupUnused'
>;

/** What happens to files between their upload and their end. */
export function fakeLife(library: FakeLibrary): Life {
  return {
    purge: ({ ids, force, reason }) => {
      requireAdmin(library, force ? reason : 'not needed');
      const outcome = eachOf(ids, (id) => {
        if (!force) refuseUsed(library, id);
        fileOf(library, id);
        library.files.delete(id);
      });
      library.emit('media.purged', outcome.succeeded);
      const taskId = outcome.succeeded.length > 0 ? TaskId.parse(library.nextId()) : null;
      return { ...outcome, taskId };
    },
    replace: ({ id, fromId, note }) => {
      const { url, thumbnails, placeholder, hash, sizeBytes, originalFilename } = fileOf(library, fromId);
      const change = { url, thumbnails, placeholder, hash, sizeBytes, originalFilename };
      return addFakeVersion(library, id, { note: note ?? '', change });
    },
    versions: {
      list: ({ id }) => versionsOf(library, id),
      restore: ({ id, number, note }) => {
        const version = versionOf(library, id, number);
        const { hash, sizeBytes, originalFilename, thumbnail, url } = version;
        const { thumbnails } = fileOf(library, id);
        return addFakeVersion(library, id, {
          note: note ?? `Version ${number} again`,
          change: {
            hash,
            sizeBytes,
            originalFilename,
            ...(url && { url }),
            thumbnails: thumbnail ? { small: thumbnail, medium: thumbnail, large: null } : thumbnails,
          },
        });
      },
      compare: ({ id, from, to }) => ({
        from: versionOf(library, id, from),
        to: versionOf(library, id, to),
        isSameBytes: versionOf(library, id, from).hash === versionOf(library, id, to).hash,
        differences: (['originalFilename', 'mimeType', 'sizeBytes', 'width', 'height'] as const).flatMap(
          (field) => {
            const [before, after] = [versionOf(library, id, from)[field], versionOf(library, id, to)[field]];
            return before === after ? [] : [{ field, from: before, to: after }];
          },
        ),
      }),
      remove: ({ id, numbers, reason }) => {
        requireAdmin(library, reason);
        const versions = versionsOf(library, id).map((version) =>
          numbers.includes(version.number)
            ? { ...version, isPurged: true, url: null, thumbnail: null }
            : version,
        );
        library.versions.set(id, versions);
        return versions;
      },
    },
    approve: ({ ids, note }) => review(library, ids, { reviewStatus: 'approved', reviewNote: note ?? '' }),
    reject: ({ ids, reason }) => review(library, ids, { reviewStatus: 'rejected', reviewNote: reason }),
    cleanupUnused: () => ({ taskId: TaskId.parse(library.nextId()) }),
  };
}

function review(
  library: FakeLibrary,
  ids: MediaId[],
  change: Pick<MediaFile, 'reviewStatus' | 'reviewNote'>,
) {
  if (library.role !== 'editor' && library.role !== 'admin') {
    throw new FakeError('auth.denied', 'Your role does not allow this.');
  }
  const outcome = eachOf(ids, (id) => {
    if (change.reviewStatus === 'rejected') refuseUsed(library, id);
    changeFile(library, id, change);
  });
  library.emit('media.reviewed', outcome.succeeded);
  return outcome;
}

/** Shows something else under the same id, and keeps what it showed before. */
export function addFakeVersion(
  library: FakeLibrary,
  id: MediaId,
  { note, change }: { note: string; change: Partial<MediaFile> },
): MediaFile {
  const before = versionsOf(library, id).map((version) => ({ ...version, isCurrent: false }));
  const version = (before[0]?.number ?? 0) + 1;
  const file = changeFile(library, id, { ...change, version });
  library.versions.set(id, [{ ...describeVersion(file), note }, ...before]);
  library.emit('media.version-added', [id]);
  return file;
}

const versionsOf = (library: FakeLibrary, id: MediaId): MediaVersion[] =>
  library.versions.get(id) ?? [describeVersion(fileOf(library, id))];

function versionOf(library: FakeLibrary, id: MediaId, number: number): MediaVersion {
  const version = versionsOf(library, id).find((one) => one.number === number);
  if (!version) throw new FakeError('not-found', 'There is no such version.');
  return version;
}

const describeVersion = (file: MediaFile): MediaVersion => ({
  mediaId: file.id,
  number: file.version,
  isCurrent: true,
  note: '',
  createdAt: file.updatedAt,
  createdBy: { id: testUserId, displayName: 'Ann Berg' },
  originalFilename: file.originalFilename,
  mimeType: file.mimeType,
  sizeBytes: file.sizeBytes,
  width: file.width,
  height: file.height,
  durationSeconds: file.durationSeconds,
  pageCount: file.pageCount,
  hash: file.hash,
  pinCount: 0,
  isPurged: false,
  url: file.url,
  thumbnail: file.thumbnails.small,
});

export function refuseUsed(library: FakeLibrary, id: MediaId): void {
  const uses = library.uses.get(id) ?? [];
  if (uses.length === 0) return;
  const titles = uses.map((use) => `“${use.title}”`).join(', ');
  throw new FakeError(
    'media.in-use',
    `${fileOf(library, id).title} is used by ${titles}. Remove it there first.`,
    { mediaId: id, usedIn: uses },
  );
}

export function requireAdmin(library: FakeLibrary, reason: string | undefined): void {
  if (library.role !== 'admin') throw new FakeError('auth.denied', 'Your role does not allow this.');
  if (!reason) throw new FakeError('input.invalid', 'Say why.');
}

/** An outcome for each, as the server's batches have. */
export function eachOf(ids: MediaId[], change: (id: MediaId) => void) {
  const succeeded: MediaId[] = [];
  const failed: { id: string; code: ErrorCode; message: string; details?: Record<string, unknown> }[] = [];
  for (const id of ids) {
    try {
      change(id);
      succeeded.push(id);
    } catch (error) {
      if (!(error instanceof FakeError)) throw error;
      failed.push({ id, code: error.code, message: error.message, details: error.details });
    }
  }
  return { succeeded, failed };
}
