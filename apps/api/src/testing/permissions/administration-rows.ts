import { none, ofNamespace, one, type Rows } from './row.ts';

export const administrationRows = {
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
} satisfies Rows;
