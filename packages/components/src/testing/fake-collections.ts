import { type Collection, CollectionId } from '@vitrine/schema';
import { buildTree } from './build-tree.ts';
import { changeFile, FakeError, type FakeLibrary } from './fake-library.ts';
import { exportOf } from './fake-media.ts';
import type { FakeProcedures } from './fake-procedures.ts';
import { listFakeMedia } from './list-fake-media.ts';
import { matchFakeMedia } from './match-fake-media.ts';

export function fakeCollections(library: FakeLibrary): FakeProcedures['collections'] {
  const counted = (collection: Collection): Collection => {
    const files = matchFakeMedia(library, { collectionId: collection.id, state: 'live' });
    const totalSizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
    return { ...collection, fileCount: files.length, totalSizeBytes };
  };
  const find = (id: CollectionId): Collection => {
    const found = library.collections.find((collection) => collection.id === id);
    if (!found) throw new FakeError('not-found', 'There is no such collection.');
    return found;
  };
  const change = (id: CollectionId, values: Partial<Collection>): Collection => {
    const changed = { ...find(id), ...values, updatedAt: new Date().toISOString() };
    library.collections = library.collections.map((collection) =>
      collection.id === id ? changed : collection,
    );
    library.emit('collection.changed', [id]);
    return counted(changed);
  };
  return {
    list: () => library.collections.map(counted),
    tree: () => buildTree(library.collections.map(counted)),
    get: ({ id }) => counted(find(id)),
    create: (input) => {
      const now = new Date().toISOString();
      const collection: Collection = {
        description: '',
        color: '#7a7d82',
        coverId: null,
        parentId: null,
        accessLevel: 'public',
        smartQuery: null,
        isExact: true,
        ...input,
        id: CollectionId.parse(library.nextId()),
        slug: input.title.toLowerCase().replaceAll(' ', '-'),
        isPublic: false,
        fileCount: 0,
        totalSizeBytes: 0,
        createdAt: now,
        updatedAt: now,
      };
      library.collections.push(collection);
      library.emit('collection.changed', [collection.id]);
      return counted(collection);
    },
    update: ({ id, ...values }) => change(id, values),
    delete: ({ id }) => {
      find(id);
      library.collections = library.collections.filter((collection) => collection.id !== id);
      library.emit('collection.changed', [id]);
      return { id, taskId: null };
    },
    addItems: ({ id, mediaIds }) => {
      for (const mediaId of mediaIds) {
        const known = library.files.get(mediaId)?.collectionIds ?? [];
        changeFile(library, mediaId, { collectionIds: [...new Set([...known, id])] });
      }
      return change(id, {});
    },
    removeItems: ({ id, mediaIds }) => {
      for (const mediaId of mediaIds) {
        const known = library.files.get(mediaId)?.collectionIds ?? [];
        changeFile(library, mediaId, { collectionIds: known.filter((other) => other !== id) });
      }
      return change(id, {});
    },
    moveItems: ({ fromId, toId, mediaIds }) => {
      if (find(toId).smartQuery || find(fromId).smartQuery) {
        throw new FakeError('input.invalid', 'A smart collection holds what its query matches.');
      }
      for (const mediaId of mediaIds) {
        const others = (library.files.get(mediaId)?.collectionIds ?? []).filter(
          (id) => id !== fromId && id !== toId,
        );
        changeFile(library, mediaId, { collectionIds: [...others, toId] });
      }
      change(fromId, {});
      return change(toId, {});
    },
    reorder: ({ id, mediaId, afterId }) => {
      const files = listFakeMedia(library, {
        collectionId: id,
        sort: 'position',
        state: 'live',
        limit: library.files.size,
      });
      const others = files.items.map((file) => file.id).filter((other) => other !== mediaId);
      others.splice(afterId === null ? 0 : others.indexOf(afterId) + 1, 0, mediaId);
      library.order.set(id, others);
      return change(id, {});
    },
    export: ({ id }) => {
      const files = [...library.files.values()].filter((file) => file.collectionIds.includes(id));
      return exportOf(files, find(id).title);
    },
  };
}
