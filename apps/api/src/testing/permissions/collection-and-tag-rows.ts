import { none, one, type Rows } from './row.ts';

export const collectionAndTagRows = {
  'collections.list': {
    thing: 'collection',
    first: 'library.read',
    action: 'collection.read',
    leavesOut: true,
    input: none,
  },
  'collections.tree': {
    thing: 'collection',
    first: 'library.read',
    action: 'collection.read',
    leavesOut: true,
    input: none,
  },
  'collections.get': { thing: 'collection', action: 'collection.read', input: one('collection') },
  'collections.create': [
    {
      thing: 'media',
      first: 'collection.create',
      action: 'media.read',
      trash: 'gone',
      input: (ids) => ({ title: ids.unique, coverId: ids.media }),
    },
    {
      thing: 'collection',
      first: 'collection.create',
      action: 'collection.read',
      input: (ids) => ({ title: ids.unique, parentId: ids.collection }),
    },
  ],
  'collections.update': [
    {
      thing: 'collection',
      action: 'collection.change',
      input: (ids) => ({ id: ids.collection, title: ids.unique }),
    },
    {
      thing: 'media',
      within: 'collection.read',
      first: 'collection.create',
      action: 'media.read',
      trash: 'gone',
      input: (ids) => ({ id: ids.ownCollection, coverId: ids.media }),
    },
  ],
  'collections.delete': { thing: 'collection', action: 'collection.change', input: one('collection') },
  'collections.export': { thing: 'collection', action: 'collection.read', input: one('collection') },
  'collections.addItems': [
    {
      thing: 'collection',
      action: 'collection.change',
      input: (ids) => ({ id: ids.collection, mediaIds: [ids.item] }),
    },
    {
      thing: 'media',
      within: 'collection.read',
      first: 'collection.create',
      action: 'media.read',
      trash: 'gone',
      input: (ids) => ({ id: ids.ownCollection, mediaIds: [ids.media] }),
    },
  ],
  'collections.removeItems': {
    thing: 'collection',
    action: 'collection.change',
    input: (ids) => ({ id: ids.collection, mediaIds: [ids.item] }),
  },
  'collections.moveItems': [
    {
      thing: 'collection',
      first: 'collection.create',
      action: 'collection.change',
      input: (ids) => ({ fromId: ids.collection, toId: ids.ownCollection, mediaIds: [ids.item] }),
    },
    {
      thing: 'collection',
      first: 'collection.create',
      action: 'collection.change',
      input: (ids) => ({ fromId: ids.ownCollection, toId: ids.collection, mediaIds: [ids.item] }),
    },
  ],
  'collections.reorder': {
    thing: 'collection',
    action: 'collection.change',
    input: (ids) => ({ id: ids.collection, mediaId: ids.item, afterId: null }),
  },

  'tags.list': {
    thing: 'tag',
    first: 'library.read',
    action: 'library.read',
    leavesOut: true,
    input: () => ({ limit: 500 }),
  },
  'tags.tree': {
    thing: 'tag',
    first: 'library.read',
    action: 'library.read',
    leavesOut: true,
    input: none,
  },
  'tags.create': {
    thing: 'tag',
    first: 'tag.create',
    sight: 'tag.create',
    action: null,
    input: (ids) => ({ name: ids.unique, parentId: ids.tag }),
  },
  'tags.update': {
    thing: 'tag',
    first: 'tag.change',
    action: 'tag.change',
    input: (ids) => ({ id: ids.tag, name: ids.unique }),
  },
  'tags.bulkApply': {
    thing: 'media',
    first: 'tag.create',
    action: 'media.change',
    trash: 'gone',
    input: (ids) => ({ mediaIds: [ids.media], tagNames: ['bulk'], action: 'add' }),
  },
  'tags.delete': [
    { thing: 'tag', first: 'tag.change', action: 'tag.change', input: one('tag') },
    {
      thing: 'tag',
      first: 'tag.change',
      action: 'tag.change',
      input: (ids) => ({ id: ids.ownTag, reassignToId: ids.tag }),
    },
  ],
  'tags.merge': [
    {
      thing: 'tag',
      first: 'tag.change',
      action: 'tag.change',
      input: (ids) => ({ ids: [ids.tag], intoId: ids.ownTag }),
    },
    {
      thing: 'tag',
      first: 'tag.change',
      action: 'tag.change',
      input: (ids) => ({ ids: [ids.ownTag], intoId: ids.tag }),
    },
  ],

  'search.saved.list': {
    thing: 'saved search',
    first: 'library.read',
    action: 'saved-search.read',
    leavesOut: true,
    input: none,
  },
  'search.saved.create': [
    {
      thing: null,
      action: 'saved-search.create',
      input: (ids) => ({ name: ids.unique, query: { search: ids.unique } }),
    },
    {
      thing: null,
      first: 'saved-search.create',
      action: 'saved-search.share',
      input: (ids) => ({ name: ids.unique, query: {}, isShared: true }),
    },
  ],
  'search.saved.update': {
    thing: 'saved search',
    action: 'saved-search.change',
    input: (ids) => ({ id: ids.savedSearch, name: ids.unique }),
  },
  'search.saved.delete': {
    thing: 'saved search',
    action: 'saved-search.change',
    input: (ids) => ({ id: ids.savedSearch }),
  },
} satisfies Rows;
