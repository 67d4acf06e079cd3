import type { AccessLevel, Contract, KeyScope, Role, UserId } from '@vitrine/schema';
import type * as z from 'zod';
import { type Action, can } from '../domain/identity/can.ts';

/** Ids of what a call names: of one case each, so that no call meets what another one has changed. */
export interface Ids {
  namespace: string;
  media: string;
  collection: string;
  /** A public file in that collection. */
  item: string;
  tag: string;
  task: string;
  upload: string;
  key: string;
  member: string;
  /** A collection of who asks. */
  ownCollection: string;
  /** A text that no other case has: letters and digits. */
  unique: string;
}

export type Thing = 'media' | 'collection' | 'tag' | 'task' | 'upload' | 'key' | 'member' | 'namespace';

/** done; refused by role; not there; in the trash; answered without it. */
export type Verdict = 'y' | 'd' | 'n' | 'g' | 'o';

export interface Asker {
  role: Role | 'operator';
  scopes: readonly KeyScope[] | null;
}

/** Whose the thing is that a call names. */
export interface Case {
  whose: 'own' | 'other' | 'foreign';
  level: AccessLevel;
  isTrashed: boolean;
}

/** What one procedure lets whom do to which thing. */
export interface Row {
  /** What is named; null where nothing is. */
  thing: Thing | null;
  /** What is asked of the role before anything is looked for. */
  first?: Action;
  /** What may be seen of the actor's own that the call happens in, a collection to put something into. */
  within?: Action;
  /** Who may do this to the thing is told that it is there. By default those who may see it. */
  sight?: Action;
  /** What is done to the thing; null lets everybody who sees it. */
  action: Action | null;
  /** The call leaves out what it may not touch, instead of failing; some only tell how many files they took. */
  leavesOut?: true | 'counted';
  /** What becomes of one in the trash: like any other, `gone` for who sees it, left out, or nothing but those. */
  trash?: 'gone' | 'left-out' | 'only';
  /** Where a rule of its own holds. */
  expect?: (asker: Asker, at: Case) => Verdict;
  input(ids: Ids): object;
}

type PathOf<Tree> = {
  [Name in keyof Tree & string]: Tree[Name] extends { input: z.ZodType }
    ? Name
    : `${Name}.${PathOf<Tree[Name]>}`;
}[keyof Tree & string];
export type ProcedurePath = PathOf<Contract>;

const sights: Record<Thing, Action> = {
  media: 'media.read',
  collection: 'collection.read',
  tag: 'library.read',
  task: 'task.read',
  upload: 'upload.read',
  key: 'namespace.read',
  member: 'namespace.read',
  namespace: 'namespace.read',
};

const content = ({ unique }: Ids) => ({ type: 'page', id: unique });
const none = () => ({});
const one = (thing: 'media' | 'collection' | 'tag' | 'task' | 'upload' | 'namespace') => (ids: Ids) => ({
  id: ids[thing],
});
const some = ({ media }: Ids) => ({ ids: [media] });
const ofNamespace = ({ namespace }: Ids) => ({ namespaceId: namespace });
const isLinking = ({ role, scopes }: Asker) =>
  role !== 'operator' && role !== 'viewer' && (scopes === null || scopes.includes('references'));
const isOwn = (_: Asker, { whose }: Case): Verdict => (whose === 'own' ? 'y' : 'o');

/** Of every procedure of the contract. A new one does not compile, and does not pass, until it stands here. */
export const permissionMatrix: Record<ProcedurePath, Row | Row[]> = {
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

  'uploads.get': { thing: 'upload', action: 'upload.read', input: one('upload') },
  'uploads.list': {
    thing: 'upload',
    first: 'upload.list',
    action: null,
    leavesOut: true,
    expect: isOwn,
    input: none,
  },
  'uploads.abort': { thing: 'upload', action: 'upload.read', input: one('upload') },
  'uploads.begin': {
    thing: 'collection',
    first: 'media.upload',
    action: 'collection.change',
    input: ({ collection }) => ({ filename: 'a.png', sizeBytes: 1, fields: { collection } }),
  },
  'uploads.signParts': {
    thing: 'upload',
    action: 'upload.read',
    input: ({ upload }) => ({ id: upload, partNumbers: [1] }),
  },
  'uploads.complete': { thing: 'upload', action: 'upload.read', input: one('upload') },
  'uploads.keepBoth': { thing: 'upload', first: 'media.upload', action: 'upload.read', input: one('upload') },
  'uploads.importFromUrl': {
    thing: 'collection',
    first: 'media.upload',
    action: 'collection.change',
    input: ({ collection }) => ({ url: 'https://example.org/a.png', fields: { collection } }),
  },

  'references.sync': {
    thing: 'media',
    first: 'reference.change',
    action: 'media.read',
    trash: 'gone',
    input: (ids) => ({ content: content(ids), references: [{ mediaId: ids.media, fieldPath: '' }] }),
  },
  'references.add': {
    thing: 'media',
    first: 'reference.change',
    action: 'media.read',
    trash: 'gone',
    input: (ids) => ({ content: content(ids), mediaId: ids.media }),
  },
  // Removing what is not there succeeds, and says nothing of whether the file is.
  'references.remove': {
    thing: null,
    action: 'reference.release',
    input: (ids) => ({ content: content(ids), mediaId: ids.media }),
  },
  'references.removeContent': { thing: null, action: 'reference.release', input: content },
  'references.listByMedia': {
    thing: 'media',
    action: 'media.read',
    input: ({ media }) => ({ mediaId: media }),
  },
  'references.listByContent': { thing: null, action: 'library.read', input: content },
  // There is no such content: whoever may keep what it shows is told that.
  'references.registerSnapshot': {
    thing: null,
    action: null,
    expect: (asker) => (isLinking(asker) ? 'n' : 'd'),
    input: (ids) => ({ content: content(ids), name: 'v1' }),
  },
  'references.releaseSnapshot': {
    thing: null,
    action: 'reference.release',
    input: (ids) => ({ content: content(ids), name: 'v1' }),
  },
  'references.verify': {
    thing: null,
    action: 'reference.verify',
    input: ({ unique }) => ({ type: unique, present: [], asOf: '2026-01-01T00:00:00.000Z', repair: true }),
  },
  'references.atTime': {
    thing: null,
    action: 'library.read',
    input: (ids) => ({ ...content(ids), at: '2026-01-01T00:00:00.000Z' }),
  },

  'collections.list': {
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
  'tags.delete': { thing: 'tag', first: 'tag.change', action: 'tag.change', input: one('tag') },

  'namespaces.list': { thing: 'namespace', action: 'namespace.read', leavesOut: true, input: none },
  'namespaces.get': { thing: 'namespace', action: 'namespace.read', input: one('namespace') },
  'namespaces.create': {
    thing: null,
    action: 'namespace.create',
    input: ({ unique }) => ({ slug: unique, name: 'Made' }),
  },
  'namespaces.update': {
    thing: 'namespace',
    action: 'namespace.change',
    input: ({ namespace }) => ({ id: namespace, name: 'Changed' }),
  },
  'namespaces.archive': { thing: 'namespace', action: 'namespace.archive', input: one('namespace') },
  'namespaces.reopen': { thing: 'namespace', action: 'namespace.archive', input: one('namespace') },
  'namespaces.memberships.list': { thing: 'member', action: 'member.manage', input: ofNamespace },
  'namespaces.memberships.add': {
    thing: 'namespace',
    action: 'member.manage',
    input: (ids) => ({
      ...ofNamespace(ids),
      user: { subject: ids.unique, displayName: 'Somebody' },
      role: 'viewer',
    }),
  },
  'namespaces.memberships.update': {
    thing: 'member',
    action: 'member.manage',
    input: (ids) => ({ ...ofNamespace(ids), userId: ids.member, role: 'viewer' }),
  },
  'namespaces.memberships.remove': {
    thing: 'member',
    action: 'member.manage',
    input: (ids) => ({ ...ofNamespace(ids), userId: ids.member }),
  },
  'namespaces.keys.list': { thing: 'namespace', action: 'key.manage', input: ofNamespace },
  'namespaces.keys.create': [
    {
      thing: 'namespace',
      action: 'key.manage',
      input: (ids) => ({ ...ofNamespace(ids), name: 'Made', scopes: ['manage'] }),
    },
    {
      thing: null,
      action: 'operator-key.manage',
      input: () => ({ namespaceId: null, name: 'Made', scopes: ['manage'] }),
    },
  ],
  'namespaces.keys.rotate': {
    thing: 'key',
    action: 'key.manage',
    input: (ids) => ({ ...ofNamespace(ids), id: ids.key }),
  },
  'namespaces.keys.revoke': {
    thing: 'key',
    action: 'key.manage',
    input: (ids) => ({ ...ofNamespace(ids), id: ids.key }),
  },

  'stats.overview': { thing: null, action: 'stats.read', input: none },
  'stats.unused': { thing: null, action: 'cleanup.run', input: none },
  'stats.storage': { thing: null, action: 'stats.storage', input: none },
  'session.me': { thing: null, action: null, input: none },
  'session.namespaces': { thing: null, action: null, input: none },
  'session.makeDefault': {
    thing: null,
    action: null,
    expect: ({ role }) => (role === 'operator' ? 'd' : 'y'),
    input: none,
  },
  'tasks.get': { thing: 'task', action: 'task.read', input: one('task') },
  'tasks.list': { thing: 'task', first: 'task.list', action: 'task.read', leavesOut: true, input: none },
  'tasks.cancel': { thing: 'task', sight: 'task.read', action: 'task.cancel', input: one('task') },
  'tasks.outcomes': { thing: 'task', action: 'task.read', input: one('task') },
  'tasks.retry': { thing: 'task', sight: 'task.read', action: 'task.cancel', input: one('task') },
  'tasks.undo': { thing: 'task', sight: 'task.read', action: 'task.cancel', input: one('task') },
  'privacy.exportUser': {
    thing: 'member',
    first: 'privacy.manage',
    action: 'privacy.manage',
    input: ({ member }) => ({ userId: member }),
  },
  'privacy.findPeople': {
    thing: 'member',
    first: 'privacy.manage',
    action: 'privacy.manage',
    leavesOut: true,
    input: ({ member }) => ({ userId: member }),
  },
  'privacy.exportUserFiles': {
    thing: 'member',
    first: 'privacy.manage',
    action: 'privacy.manage',
    input: ({ member }) => ({ userId: member }),
  },
  'privacy.anonymizeUser': {
    thing: 'member',
    first: 'privacy.manage',
    action: 'privacy.manage',
    input: ({ member }) => ({ userId: member, reason: 'test' }),
  },
  'privacy.eraseUser': {
    thing: 'member',
    first: 'privacy.manage',
    action: 'privacy.manage',
    input: ({ member }) => ({ userId: member, reason: 'test' }),
  },
  'audit.list': { thing: null, action: 'audit.read', input: none },
  'audit.export': {
    thing: 'namespace',
    first: 'audit.read',
    action: 'audit.read',
    input: ofNamespace,
  },
  'audit.verify': { thing: null, action: 'audit.verify', input: none },
  'events.stream': { thing: null, action: 'library.read', input: none },
};

const me = 'me' as UserId;

/** What this asker is told, by the rules of `can` and nothing else. */
export function expectedVerdict(row: Row, asker: Asker, at: Case): Verdict {
  const isOperator = asker.role === 'operator';
  const actor = {
    kind: isOperator ? ('operator' as const) : ('user' as const),
    role: asker.role === 'operator' ? null : asker.role,
    scopes: asker.scopes,
    userId: isOperator ? null : me,
  };
  const { thing, first, action, trash } = row;
  const may = (what: Action, isTrashed = at.isTrashed) =>
    can(actor, what, { accessLevel: at.level, ownerId: at.whose === 'own' ? me : 'somebody', isTrashed });
  if (row.within && !isOperator && !can(actor, row.within)) return 'n';
  if (first && !can(actor, first)) return 'd';
  if (row.expect) return row.expect(asker, at);
  if (thing === null) return action === null || can(actor, action) ? 'y' : 'd';
  const missing = row.leavesOut ? 'o' : 'n';
  // An operator's key works in no namespace, and manages all of them.
  if (isOperator) return action !== null && can(actor, action) ? 'y' : 'd';
  if (at.whose === 'foreign') return missing;
  const sight = row.sight ?? sights[thing];
  if (trash === 'left-out' && at.isTrashed) return missing;
  if (trash === 'only' && !at.isTrashed) return missing;
  if (trash === 'gone' && at.isTrashed) {
    // Who links to a file is told where it went; who changes one, if they may have it back.
    if (!may(sight, action !== 'media.read')) return missing;
    return action === null || may(action, false) ? 'g' : 'd';
  }
  if (!may(sight)) return missing;
  return action === null || may(action) ? 'y' : 'd';
}
