import type { DuplicateGroup, MediaFile, MediaId } from '@vitrine/schema';
import { changeFile, FakeError, type FakeLibrary, fileOf } from './fake-library.ts';
import type { FakeProcedures } from './fake-procedures.ts';
import { addFakeTask, runFakeTask } from './fake-tasks.ts';
import { likenessOf, lookAlikes, NEAR } from './look-of-file.ts';
import { testUserId } from './make-media-file.ts';

/** Pictures that look alike, and how they become one. */
export function fakeSimilar(
  library: FakeLibrary,
): Pick<FakeProcedures['media'], 'similar' | 'duplicates' | 'merge'> {
  const live = () =>
    [...library.files.values()].filter((file) => file.deletedAt === null && file.replacedBy === null);
  return {
    similar: ({ id, limit }) => {
      const file = fileOf(library, id);
      return live()
        .flatMap((other) => {
          const likeness = other.id === id ? 0 : likenessOf(file, other);
          return likeness > 0 ? [{ file: other, likeness, isNearDuplicate: likeness >= NEAR }] : [];
        })
        .sort((a, b) => b.likeness - a.likeness)
        .slice(0, limit);
    },
    duplicates: ({ limit, after }) => {
      const groups = groupsOf(library, live());
      const from = Number(after ?? 0);
      const shown = groups.slice(from, from + limit);
      const end = from + shown.length;
      return { groups: shown, nextCursor: end < groups.length ? String(end) : null };
    },
    merge: ({ keepId, mergeIds }) => merge(library, keepId, mergeIds),
  };
}

function groupsOf(library: FakeLibrary, files: readonly MediaFile[]): DuplicateGroup[] {
  const seen = new Set<MediaId>();
  return files.flatMap((file) => {
    if (seen.has(file.id)) return [];
    const group = [file, ...lookAlikes(library, file)].filter(({ id }) => !seen.has(id));
    for (const { id } of group) seen.add(id);
    if (group.length < 2) return [];
    const sorted = group.sort((a, b) => a.createdAt.localeCompare(b.createdAt));
    return [{ files: sorted, isIdentical: sorted.every(({ hash }) => hash === sorted[0]?.hash) }];
  });
}

function merge(library: FakeLibrary, keepId: MediaId, mergeIds: readonly MediaId[]) {
  if (library.role !== 'editor' && library.role !== 'admin') {
    throw new FakeError('auth.denied', 'Your role does not allow this.');
  }
  const kept = fileOf(library, keepId);
  const merged = mergeIds.map((id) => fileOf(library, id));
  if (merged.some(({ kind, id }) => kind !== kept.kind || id === keepId)) {
    throw new FakeError('input.invalid', 'Only other files of the same kind can be merged into a file.');
  }
  const task = addFakeTask(library, 'media-merge', [keepId, ...mergeIds], (id) => {
    const before = fileOf(library, id);
    const uses = library.uses.get(id);
    if (id === keepId) takeOver(library, keepId, merged);
    else {
      const isUsed = before.referenceCount > 0;
      changeFile(library, id, {
        replacedBy: keepId,
        ...(!isUsed && { deletedAt: new Date().toISOString(), deletedBy: testUserId }),
      });
    }
    return () => {
      library.files.set(id, { ...before, revision: fileOf(library, id).revision + 1 });
      if (uses) library.uses.set(id, uses);
    };
  });
  runFakeTask(library, task);
  library.emit('media.replaced', [keepId, ...mergeIds]);
  library.emit('media.trashed', mergeIds);
  return { file: fileOf(library, keepId), taskId: task.task.id };
}

function takeOver(library: FakeLibrary, keepId: MediaId, merged: readonly MediaFile[]): void {
  const kept = fileOf(library, keepId);
  const tags = new Map([kept, ...merged].flatMap((file) => file.tags.map((tag) => [tag.id, tag] as const)));
  const first = (field: 'description' | 'caption' | 'credit' | 'license') =>
    kept[field] || (merged.find((file) => file[field] !== '')?.[field] ?? '');
  changeFile(library, keepId, {
    tags: [...tags.values()],
    collectionIds: [...new Set([kept, ...merged].flatMap((file) => file.collectionIds))],
    alt: Object.assign({}, ...merged.map(({ alt }) => alt), kept.alt),
    description: first('description'),
    caption: first('caption'),
    credit: first('credit'),
    license: first('license'),
    referenceCount: [kept, ...merged].reduce((sum, file) => sum + file.referenceCount, 0),
  });
}
