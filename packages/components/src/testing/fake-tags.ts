import { type Tag, TagId } from '@vitrine/schema';
import { fakeBulk } from './fake-bulk.ts';
import { FakeError, type FakeLibrary } from './fake-library.ts';
import type { FakeProcedures } from './fake-procedures.ts';
import { makeTag } from './make-media-file.ts';

export function fakeTags(library: FakeLibrary): FakeProcedures['tags'] {
  const counted = (tag: Tag): Tag => ({
    ...tag,
    usageCount: [...library.files.values()].filter(
      (file) => file.deletedAt === null && file.tags.some(({ id }) => id === tag.id),
    ).length,
  });
  const find = (id: TagId): Tag => {
    const found = library.tags.find((tag) => tag.id === id);
    if (!found) throw new FakeError('not-found', 'There is no such tag.');
    return found;
  };
  return {
    bulkApply: ({ mediaIds, query, tagIds = [], tagNames = [], action }) => {
      const tags = [...tagIds.map((id) => ({ id })), ...tagNames.map((name) => ({ name }))];
      const changes = action === 'add' ? { addTags: tags } : { removeTags: tags };
      return fakeBulk(library).bulkUpdate({ ids: mediaIds, query, changes });
    },
    list: ({ search = '', limit }) =>
      library.tags
        .filter((tag) => tag.name.toLowerCase().startsWith(search.toLowerCase()))
        .slice(0, limit)
        .map(counted),
    create: ({ name, ...values }) => {
      if (library.tags.some((tag) => tag.name === name))
        throw new FakeError('conflict', `There is a tag ${name} already.`);
      const tag: Tag = {
        ...makeTag(1, name),
        description: '',
        parentId: null,
        ...values,
        color: values.color ?? '#7a7d82',
        id: TagId.parse(library.nextId()),
        usageCount: 0,
        createdAt: new Date().toISOString(),
      };
      library.tags.push(tag);
      library.emit('tag.changed', [tag.id]);
      return tag;
    },
    update: ({ id, ...values }) => {
      const changed = { ...find(id), ...values };
      library.tags = library.tags.map((tag) => (tag.id === id ? changed : tag));
      library.emit('tag.changed', [id]);
      return counted(changed);
    },
    delete: ({ id }) => {
      find(id);
      library.tags = library.tags.filter((tag) => tag.id !== id);
      library.emit('tag.changed', [id]);
      return { id };
    },
  };
}
