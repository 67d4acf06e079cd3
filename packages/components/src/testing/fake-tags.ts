import { type Tag, TagId } from '@vitrine/schema';
import { buildTree } from './build-tree.ts';
import { idsBelow } from './facts-of-file.ts';
import { fakeBulk } from './fake-bulk.ts';
import { changeFile, FakeError, type FakeLibrary } from './fake-library.ts';
import type { FakeProcedures } from './fake-procedures.ts';
import { makeTag } from './make-media-file.ts';

import { fold } from './matches-search.ts';

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
    list: ({ search = '', minUsage = 0, sort, limit }) =>
      library.tags
        .filter((tag) => fold(tag.name).startsWith(fold(search)))
        .map(counted)
        .filter((tag) => tag.usageCount >= minUsage)
        .sort((a, b) => (sort === '-usage' ? b.usageCount - a.usageCount : 0))
        .slice(0, limit),
    tree: () => buildTree(library.tags.map(counted).sort((a, b) => a.name.localeCompare(b.name))),
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
      const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
      const changed: Tag = { ...find(id), ...given };
      if (values.parentId && idsBelow(library.tags, id).has(values.parentId)) {
        throw new FakeError('input.invalid', 'A tag can not lie below itself.');
      }
      if (library.tags.some((tag) => tag.id !== id && tag.name === changed.name)) {
        throw new FakeError('conflict', `There is a tag ${changed.name} already.`);
      }
      library.tags = library.tags.map((tag) => (tag.id === id ? changed : tag));
      replaceInFiles(library, new Set([id]), changed);
      library.emit('tag.changed', [id]);
      return { ...counted(changed), taskId: null };
    },
    delete: ({ id, reassignToId }) => {
      const { parentId } = find(id);
      replaceInFiles(library, new Set([id]), reassignToId ? find(reassignToId) : null);
      library.tags = library.tags
        .filter((tag) => tag.id !== id)
        .map((tag) => (tag.parentId === id ? { ...tag, parentId } : tag));
      library.emit('tag.changed', [id]);
      return { id, taskId: null };
    },
    merge: ({ ids, intoId }) => {
      const into = find(intoId);
      const ended = new Set(ids.filter((id) => id !== intoId).map((id) => find(id).id));
      replaceInFiles(library, ended, into);
      library.tags = library.tags
        .filter(({ id }) => !ended.has(id))
        .map((tag) => {
          if (tag.parentId === null || !ended.has(tag.parentId)) return tag;
          return { ...tag, parentId: tag.id === intoId ? null : intoId };
        });
      library.emit('tag.changed', [...ended, intoId]);
      return { ...counted(find(intoId)), taskId: null };
    },
  };
}

/** Files that carry one of these carry another one instead, or none. */
function replaceInFiles(library: FakeLibrary, ids: ReadonlySet<TagId>, by: Tag | null): void {
  const changed: string[] = [];
  for (const file of library.files.values()) {
    if (!file.tags.some(({ id }) => ids.has(id))) continue;
    const others = file.tags.filter(({ id }) => !ids.has(id) && id !== by?.id);
    const tags = by ? [...others, { id: by.id, name: by.name, slug: by.slug, color: by.color }] : others;
    changeFile(library, file.id, { tags });
    changed.push(file.id);
  }
  if (changed.length > 0) library.emit('media.updated', changed);
}
