import { type AccessLevel, KeyScope, type Role } from '@vitrine/schema';
import { expect, test } from 'vitest';
import { type Action, actions, can, type Resource } from './can.ts';

const me = '01900000-0000-7000-8000-000000000001';
const as = (role: Role, scopes: readonly KeyScope[] | null = null) => ({
  kind: 'user' as const,
  role,
  scopes,
  userId: me as never,
});
const operator = { kind: 'operator' as const, role: null, scopes: null, userId: null };
const own: Resource = { ownerId: me, accessLevel: 'members' };
const other: Resource = { ownerId: 'somebody', accessLevel: 'members' };

/** Who may: of their own, of others. In the order viewer, contributor, editor, admin, operator. */
const matrix: Record<Action, [own: string, others: string]> = {
  'library.read': ['yyyy-', 'yyyy-'],
  'media.read': ['yyyy-', 'yyyy-'],
  'media.upload': ['-yyy-', '-yyy-'],
  'media.change': ['-yyy-', '--yy-'],
  'media.delete': ['-yyy-', '--yy-'],
  'media.restore': ['-yyy-', '--yy-'],
  'media.force': ['---y-', '---y-'],
  'media.purge': ['---y-', '---y-'],
  'media.review': ['--yy-', '--yy-'],
  'cleanup.run': ['---y-', '---y-'],
  'trash.list': ['-yyy-', '-yyy-'],
  'tag.create': ['-yyy-', '-yyy-'],
  'tag.change': ['--yy-', '--yy-'],
  'collection.create': ['-yyy-', '-yyy-'],
  'collection.read': ['yyyy-', 'yyyy-'],
  'collection.change': ['-yyy-', '--yy-'],
  'saved-search.create': ['yyyy-', 'yyyy-'],
  'saved-search.share': ['-yyy-', '-yyy-'],
  'saved-search.read': ['yyyy-', 'yyyy-'],
  'saved-search.change': ['yyyy-', '--yy-'],
  'reference.change': ['-yyy-', '-yyy-'],
  'reference.release': ['--yy-', '--yy-'],
  'reference.verify': ['---y-', '---y-'],
  'namespace.read': ['yyyyy', 'yyyyy'],
  'namespace.create': ['----y', '----y'],
  'namespace.archive': ['----y', '----y'],
  'namespace.change': ['---yy', '---yy'],
  'namespace.set-quota': ['----y', '----y'],
  'key.manage': ['---yy', '---yy'],
  'operator-key.manage': ['----y', '----y'],
  'member.manage': ['---yy', '---yy'],
  'privacy.manage': ['---yy', '---yy'],
  'audit.read': ['---yy', '---yy'],
  'audit.verify': ['----y', '----y'],
  'stats.read': ['yyyy-', 'yyyy-'],
  'stats.growth': ['---y-', '---y-'],
  'stats.storage': ['----y', '----y'],
  'task.list': ['yyyy-', 'yyyy-'],
  'task.read': ['yyyy-', '---y-'],
  'task.cancel': ['yyyy-', '---y-'],
  'upload.list': ['yyyy-', 'yyyy-'],
  'upload.read': ['yyyy-', '---y-'],
};

test.each(actions)('%s is for those whom the matrix names', (action) => {
  const actors = [as('viewer'), as('contributor'), as('editor'), as('admin'), operator];
  const verdict = (resource: Resource) =>
    actors.map((actor) => (can(actor, action, resource) ? 'y' : '-')).join('');
  expect([verdict(own), verdict(other)]).toEqual(matrix[action]);
  expect(can(null, action, { ...other, accessLevel: 'private' })).toBe(false);
});

test.each<[AccessLevel, string]>([
  ['public', 'yyyy'],
  ['members', 'yyyy'],
  ['staff', '--yy'],
  ['private', '---y'],
])('a file of level %s is seen by those whom it is for, and by who uploaded it', (accessLevel, expected) => {
  const roles = ['viewer', 'contributor', 'editor', 'admin'] as const;
  const seen = (ownerId: string) =>
    roles.map((role) => (can(as(role), 'media.read', { accessLevel, ownerId }) ? 'y' : '-')).join('');
  expect(seen('somebody')).toBe(expected);
  expect(seen(me)).toBe('yyyy');
  expect(can(null, 'media.read', { accessLevel })).toBe(accessLevel === 'public');
});

test('a private saved search is its owner’s alone, also for admins', () => {
  const hidden = (ownerId: string): Resource => ({ accessLevel: 'private', ownerId });
  for (const action of ['saved-search.read', 'saved-search.change'] as const) {
    expect(can(as('viewer'), action, hidden(me))).toBe(true);
    expect(can(as('admin'), action, hidden('somebody'))).toBe(false);
  }
});

test('a file in the trash is seen by those who may restore it', () => {
  const trashed = (ownerId: string): Resource => ({ accessLevel: 'public', ownerId, isTrashed: true });
  expect(can(as('viewer'), 'media.read', trashed(me))).toBe(false);
  expect(can(as('contributor'), 'media.read', trashed(me))).toBe(true);
  expect(can(as('contributor'), 'media.read', trashed('somebody'))).toBe(false);
  expect(can(as('editor'), 'media.read', trashed('somebody'))).toBe(true);
  expect(can(null, 'media.read', trashed('somebody'))).toBe(false);
});

/** What each scope opens; all of them together open what the role does. */
const scoped: Record<KeyScope, Action[]> = {
  read: [
    'library.read',
    'media.read',
    'trash.list',
    'collection.read',
    'saved-search.read',
    'namespace.read',
    'stats.read',
    'stats.growth',
    'task.list',
    'task.read',
  ],
  upload: [
    'media.upload',
    'tag.create',
    'collection.read',
    'task.list',
    'task.read',
    'task.cancel',
    'upload.list',
    'upload.read',
  ],
  organize: [
    'library.read',
    'media.read',
    'media.change',
    'media.delete',
    'media.restore',
    'media.force',
    'media.purge',
    'media.review',
    'cleanup.run',
    'trash.list',
    'tag.create',
    'tag.change',
    'collection.create',
    'collection.read',
    'collection.change',
    'saved-search.create',
    'saved-search.share',
    'saved-search.read',
    'saved-search.change',
    'task.list',
    'task.read',
    'task.cancel',
  ],
  references: ['media.read', 'reference.change', 'reference.release', 'reference.verify'],
  manage: [
    'namespace.read',
    'namespace.change',
    'key.manage',
    'member.manage',
    'privacy.manage',
    'audit.read',
  ],
};

test.each(KeyScope.options)('a key for %s alone is good for nothing else, whatever its role', (scope) => {
  const allowed = actions.filter((action) => can(as('admin', [scope]), action, own));
  expect(allowed).toEqual(actions.filter((action) => scoped[scope].includes(action)));
});

test('scopes never add to a role', () => {
  for (const action of actions) {
    const viewer = can(as('viewer', KeyScope.options), action, own);
    expect([action, viewer]).toEqual([action, can(as('viewer'), action, own)]);
  }
});
