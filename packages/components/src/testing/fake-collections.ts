import { type Collection, CollectionId } from '@vitrine/schema';
import { changeFile, FakeError, type FakeLibrary } from './fake-library.ts';
import { exportOf } from './fake-media.ts';
import type { FakeProcedures } from './fake-procedures.ts';

export function fakeCollections(library: FakeLibrary): FakeProcedures['collections'] {
  const counted = (collection: Collection): Collection => {
    const files = [...library.files.values()].filter(
      (file) => file.deletedAt === null && file.collectionIds.includes(collection.id),
    );
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
    get: ({ id }) => counted(find(id)),
    create: (input) => {
      const now = new Date().toISOString();
      const collection: Collection = {
        description: '',
        color: '#7a7d82',
        coverId: null,
        parentId: null,
        accessLevel: 'public',
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
      return collection;
    },
    update: ({ id, ...values }) => change(id, values),
    delete: ({ id }) => {
      find(id);
      library.collections = library.collections.filter((collection) => collection.id !== id);
      library.emit('collection.changed', [id]);
      return { id };
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
    reorder: ({ id }) => change(id, {}),
    export: ({ id }) => {
      const files = [...library.files.values()].filter((file) => file.collectionIds.includes(id));
      return exportOf(files, find(id).title);
    },
  };
}
