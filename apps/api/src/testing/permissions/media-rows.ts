import { none, one, type Rows, some } from './row.ts';

export const mediaRows = {
  'media.list': [
    {
      thing: 'media',
      first: 'library.read',
      action: 'media.read',
      leavesOut: true,
      trash: 'left-out',
      input: () => ({ limit: 100 }),
    },
    {
      thing: 'media',
      first: 'trash.list',
      action: 'media.read',
      leavesOut: true,
      trash: 'only',
      input: () => ({ limit: 100, state: 'trashed' }),
    },
  ],
  'media.get': { thing: 'media', action: 'media.read', input: one('media') },
  'media.getMany': { thing: 'media', action: 'media.read', leavesOut: true, input: some },
  'media.update': {
    thing: 'media',
    action: 'media.change',
    trash: 'gone',
    input: (ids) => ({ id: ids.media, title: ids.unique }),
  },
  'media.delete': { thing: 'media', action: 'media.delete', input: some },
  'media.restore': { thing: 'media', action: 'media.restore', input: some },
  'media.bulkUpdate': {
    thing: 'media',
    action: 'media.change',
    trash: 'gone',
    input: (ids) => ({ ...some(ids), changes: { credit: ids.unique } }),
  },
  'media.bulkDelete': { thing: 'media', action: 'media.delete', input: some },
  'media.bulkRestore': { thing: 'media', action: 'media.restore', input: some },
  'media.purge': {
    thing: 'media',
    first: 'media.purge',
    action: 'media.delete',
    input: (ids) => ({ ...some(ids), reason: 'test' }),
  },
  'media.replace': {
    thing: 'media',
    action: 'media.change',
    trash: 'gone',
    input: ({ media }) => ({ id: media, fromId: media }),
  },
  'media.versions.list': { thing: 'media', action: 'media.read', input: one('media') },
  'media.versions.restore': {
    thing: 'media',
    action: 'media.change',
    trash: 'gone',
    input: ({ media }) => ({ id: media, number: 1 }),
  },
  'media.versions.compare': {
    thing: 'media',
    action: 'media.read',
    input: ({ media }) => ({ id: media, from: 1, to: 1 }),
  },
  'media.versions.remove': {
    thing: 'media',
    first: 'media.purge',
    action: 'media.delete',
    input: ({ media }) => ({ id: media, numbers: [1], reason: 'test' }),
  },
  'media.approve': { thing: 'media', action: 'media.review', input: some },
  'media.reject': {
    thing: 'media',
    action: 'media.review',
    input: (ids) => ({ ...some(ids), reason: 'test' }),
  },
  'media.cleanupUnused': { thing: null, action: 'cleanup.run', input: none },
  'media.export': {
    thing: 'media',
    action: 'media.read',
    leavesOut: 'counted',
    trash: 'left-out',
    input: some,
  },
  'media.usage': { thing: 'media', action: 'media.read', input: one('media') },
  'media.impact': {
    thing: 'media',
    action: 'media.read',
    leavesOut: true,
    input: (ids) => ({ ...some(ids), action: 'delete' }),
  },
  'media.replaceEverywhere': [
    {
      thing: 'media',
      action: 'media.change',
      trash: 'gone',
      input: ({ media }) => ({ from: media, to: null }),
    },
  ],
} satisfies Rows;
