import {
  type BulkChanges,
  type BulkOutcome,
  type MediaFile,
  type MediaId,
  type MediaTag,
  TagId,
  type TagReference,
} from '@vitrine/schema';
import { changeFile, FakeError, type FakeLibrary, fileOf } from './fake-library.ts';
import { refuseUsed, requireAdmin } from './fake-life.ts';
import type { FakeProcedures } from './fake-procedures.ts';
import { addFakeTask, idsOf, runFakeTask } from './fake-tasks.ts';
import { makeTag, testUserId } from './make-media-file.ts';
import { matchFakeMedia } from './match-fake-media.ts';

/** How long the fake trash keeps files: the server's own thirty days. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

type Bulk = Pick<FakeProcedures['media'], 'bulkUpdate' | 'bulkDelete' | 'bulkRestore'>;
type Target = Pick<Parameters<Bulk['bulkRestore']>[0], 'ids' | 'query'>;

/** Many files at once, as the server does it: each with an outcome, all of it to be taken back. */
export function fakeBulk(library: FakeLibrary): Bulk {
  const targets = ({ ids, query }: Target, state: 'live' | 'trashed'): MediaId[] =>
    ids ?? matchFakeMedia(library, { ...query, state }).map(({ id }) => id);
  return {
    bulkUpdate: ({ changes, ...target }) => {
      const apply = changeOf(library, changes);
      return begin(library, 'bulk-update', targets(target, 'live'), (id) => {
        if (fileOf(library, id).deletedAt !== null) {
          throw new FakeError('gone', 'This file is in the trash. Restore it to change it.');
        }
        changeFile(library, id, apply(fileOf(library, id)));
      });
    },
    bulkDelete: ({ force, reason, ...target }) => {
      if (force) requireAdmin(library, reason);
      return begin(library, 'bulk-delete', targets(target, 'live'), (id) => trashFake(library, id, force));
    },
    bulkRestore: (target) =>
      begin(library, 'bulk-restore', targets(target, 'trashed'), (id) => {
        changeFile(library, id, { deletedAt: null, deletedBy: null, purgeAfter: null });
      }),
  };
}

const events = {
  'bulk-update': 'media.updated',
  'bulk-delete': 'media.trashed',
  'bulk-restore': 'media.restored',
} as const;

function begin(
  library: FakeLibrary,
  kind: keyof typeof events,
  ids: MediaId[],
  change: (id: MediaId) => void,
): BulkOutcome {
  const total = ids.length;
  if (total === 0) return { succeeded: [], failed: [], taskId: null, total, isDone: true };
  const task = addFakeTask(library, kind, ids, (id) => {
    requireOwn(library, fileOf(library, id));
    const before = fileOf(library, id);
    change(id);
    const { revision } = fileOf(library, id);
    return () => {
      if (fileOf(library, id).revision !== revision) {
        throw new FakeError('conflict', 'This file was changed since: it stays as it is.');
      }
      library.files.set(id, { ...before, revision: revision + 1 });
    };
  });
  runFakeTask(library, task);
  const isDone = task.task.state === 'done';
  if (!isDone) return { succeeded: [], failed: [], taskId: task.task.id, total, isDone };
  const succeeded = idsOf(task, 'done');
  library.emit(events[kind], succeeded);
  const failed = [...task.outcomes.values()].flatMap(({ id, outcome, code, message }) =>
    outcome === 'failed' ? [{ id, code: code ?? '', message: message ?? '' }] : [],
  );
  return { succeeded, failed, taskId: succeeded.length > 0 ? task.task.id : null, total, isDone };
}

function requireOwn({ role }: FakeLibrary, { uploadedBy }: MediaFile): void {
  const isOwn = role === 'contributor' && uploadedBy?.id === testUserId;
  if (!isOwn && role !== 'editor' && role !== 'admin') {
    throw new FakeError('auth.denied', 'Your role does not allow this.');
  }
}

export function trashFake(library: FakeLibrary, id: MediaId, force: boolean): void {
  if (!force) refuseUsed(library, id);
  changeFile(library, id, {
    deletedAt: new Date().toISOString(),
    deletedBy: testUserId,
    purgeAfter: new Date(Date.now() + KEPT_MS).toISOString(),
  });
}

function changeOf(library: FakeLibrary, changes: BulkChanges): (file: MediaFile) => Partial<MediaFile> {
  const {
    addTags = [],
    removeTags = [],
    addToCollections = [],
    removeFromCollections = [],
    ...fields
  } = changes;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const added = addTags.map((reference) => resolveFakeTag(library, reference));
  const isRemoved = ({ id, name }: MediaTag) =>
    removeTags.some((tag) => ('id' in tag ? tag.id === id : tag.name === name));
  return (file) => ({
    ...given,
    tags: [...file.tags.filter((tag) => !isRemoved(tag) && !added.some(({ id }) => id === tag.id)), ...added],
    collectionIds: [...new Set([...file.collectionIds, ...addToCollections])].filter(
      (id) => !removeFromCollections.includes(id),
    ),
  });
}

/** One that there is, or a new one by that name. */
export function resolveFakeTag(library: FakeLibrary, reference: TagReference): MediaTag {
  const known = library.tags.find((tag) =>
    'id' in reference ? tag.id === reference.id : tag.name === reference.name,
  );
  if (known) return { id: known.id, name: known.name, slug: known.slug, color: known.color };
  if ('id' in reference) throw new FakeError('not-found', 'There is no such tag.');
  const made = { ...makeTag(1, reference.name), id: TagId.parse(library.nextId()) };
  const now = new Date().toISOString();
  library.tags.push({ ...made, description: '', parentId: null, usageCount: 0, createdAt: now });
  return made;
}
