import { type AccessLevel, compareRoles, type KeyScope, type Role } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import type { Actor } from '../scope.ts';

/** What an action is done to, as far as the answer depends on it. */
export interface Resource {
  accessLevel?: AccessLevel;
  /** The person it belongs to: who uploaded the file, made the collection, started the task. */
  ownerId?: string | null;
  isTrashed?: boolean;
}

type Asker = Pick<Actor, 'kind' | 'role' | 'userId' | 'scopes'> | null;
type Rule = (actor: NonNullable<Asker>, resource: Resource) => boolean;

const isAtLeast = (actor: NonNullable<Asker>, role: Role) =>
  actor.role !== null && compareRoles(actor.role, role) >= 0;
const owns = (actor: NonNullable<Asker>, resource: Resource) =>
  actor.userId !== null && resource.ownerId === actor.userId;
const from =
  (role: Role): Rule =>
  (actor) =>
    isAtLeast(actor, role);
/** Contributors change what is theirs, editors what is anyone's. */
const ownOrEditor: Rule = (actor, resource) =>
  isAtLeast(actor, 'editor') || (isAtLeast(actor, 'contributor') && owns(actor, resource));
const isOperator: Rule = (actor) => actor.kind === 'operator';

function seesLevel(actor: NonNullable<Asker>, resource: Resource): boolean {
  if (isAtLeast(actor, 'admin') || owns(actor, resource)) return actor.role !== null;
  switch (resource.accessLevel) {
    case 'private':
      return false;
    case 'staff':
      return isAtLeast(actor, 'editor');
    default:
      return actor.role !== null;
  }
}

/** A shared one has the level of what every member sees. */
const isOwnOrShared: Rule = (actor, resource) => owns(actor, resource) || resource.accessLevel !== 'private';

const changesMedia: Rule = (actor, resource) => seesLevel(actor, resource) && ownOrEditor(actor, resource);

const rules = {
  /** To look around at all: lists, tags, events. */
  'library.read': from('viewer'),
  /** One in the trash is seen by those who may restore it, by nobody else. */
  'media.read': (actor, resource) =>
    resource.isTrashed ? changesMedia(actor, resource) : seesLevel(actor, resource),
  'media.upload': from('contributor'),
  'media.change': changesMedia,
  'media.delete': changesMedia,
  'media.restore': changesMedia,
  /** What is used goes only by force, what goes for ever only by those who answer for it. */
  'media.force': from('admin'),
  'media.purge': from('admin'),
  'media.review': (actor, resource) => isAtLeast(actor, 'editor') && seesLevel(actor, resource),
  'cleanup.run': from('admin'),
  'trash.list': from('contributor'),
  'tag.create': from('contributor'),
  'tag.change': from('editor'),
  'collection.create': from('contributor'),
  'collection.read': seesLevel,
  'collection.change': (actor, resource) => seesLevel(actor, resource) && ownOrEditor(actor, resource),
  'saved-search.create': from('viewer'),
  /** For everyone of the namespace to see. */
  'saved-search.share': from('contributor'),
  /** A private one is its owner's alone, also for admins. */
  'saved-search.read': (actor, resource) => isAtLeast(actor, 'viewer') && isOwnOrShared(actor, resource),
  'saved-search.change': (actor, resource) =>
    isAtLeast(actor, owns(actor, resource) ? 'viewer' : 'editor') && isOwnOrShared(actor, resource),
  /** To say that content uses a file. */
  'reference.change': from('contributor'),
  /** To say that content uses it no more, which lets it be deleted: for the host's own key, and for editors. */
  'reference.release': (actor) => isAtLeast(actor, actor.kind === 'key' ? 'contributor' : 'editor'),
  /** Whoever lists what a host has can let go of all the rest. */
  'reference.verify': from('admin'),
  'namespace.read': (actor) => actor.role !== null || actor.kind === 'operator',
  'namespace.create': isOperator,
  'namespace.archive': isOperator,
  'namespace.change': (actor) => isOperator(actor, {}) || isAtLeast(actor, 'admin'),
  /** What a namespace costs is not for the namespace to decide. */
  'namespace.set-quota': isOperator,
  'key.manage': (actor) => isOperator(actor, {}) || isAtLeast(actor, 'admin'),
  /** Keys that work in no namespace. */
  'operator-key.manage': isOperator,
  'member.manage': (actor) => isOperator(actor, {}) || isAtLeast(actor, 'admin'),
  /** A person asks whoever runs the instance, and is known in several namespaces. */
  'privacy.manage': (actor) => isOperator(actor, {}) || isAtLeast(actor, 'admin'),
  'audit.read': (actor) => isOperator(actor, {}) || isAtLeast(actor, 'admin'),
  /** It reads what every namespace did. */
  'audit.verify': isOperator,
  'stats.read': from('viewer'),
  /** It counts every file. */
  'stats.growth': from('admin'),
  'stats.storage': isOperator,
  'task.list': from('viewer'),
  'task.read': (actor, resource) => isAtLeast(actor, 'admin') || owns(actor, resource),
  'task.cancel': (actor, resource) => isAtLeast(actor, 'admin') || owns(actor, resource),
  'upload.list': from('viewer'),
  'upload.read': (actor, resource) => isAtLeast(actor, 'admin') || owns(actor, resource),
} satisfies Record<string, Rule>;

export type Action = keyof typeof rules;

/** Which scope of a key opens an action: any of those named. Who changes files, or links to them, sees them too. */
const scopesOf: Record<Action, readonly KeyScope[]> = {
  'library.read': ['read', 'organize'],
  'media.read': ['read', 'organize', 'references'],
  'media.upload': ['upload'],
  'media.change': ['organize'],
  'media.delete': ['organize'],
  'media.restore': ['organize'],
  'media.force': ['organize'],
  'media.purge': ['organize'],
  'media.review': ['organize'],
  'cleanup.run': ['organize'],
  'trash.list': ['read', 'organize'],
  'tag.create': ['organize', 'upload'],
  'tag.change': ['organize'],
  'collection.create': ['organize'],
  'collection.read': ['read', 'organize', 'upload'],
  'collection.change': ['organize'],
  'saved-search.create': ['organize'],
  'saved-search.share': ['organize'],
  'saved-search.read': ['read', 'organize'],
  'saved-search.change': ['organize'],
  'reference.change': ['references'],
  'reference.release': ['references'],
  'reference.verify': ['references'],
  'namespace.read': ['read', 'manage'],
  'namespace.create': ['manage'],
  'namespace.archive': ['manage'],
  'namespace.change': ['manage'],
  'namespace.set-quota': ['manage'],
  'key.manage': ['manage'],
  'operator-key.manage': ['manage'],
  'member.manage': ['manage'],
  'privacy.manage': ['manage'],
  'audit.read': ['manage'],
  'audit.verify': ['manage'],
  'stats.read': ['read'],
  'stats.growth': ['read'],
  'stats.storage': ['read'],
  'task.list': ['read', 'upload', 'organize'],
  'task.read': ['read', 'upload', 'organize'],
  'task.cancel': ['organize', 'upload'],
  'upload.list': ['upload'],
  'upload.read': ['upload'],
};

/** Every action there is: a new one has to stand in the matrix of the tests too. */
export const actions = Object.keys(rules) as Action[];

/**
 * The one place that says who may do what: role, ownership and access level. It knows no namespace: a thing of
 * another one is never found in the first place. `null` is anybody: who sees public files and does nothing.
 */
export function can(actor: Asker, action: Action, resource: Resource = {}): boolean {
  if (actor === null)
    return action === 'media.read' && resource.accessLevel === 'public' && !resource.isTrashed;
  const { scopes } = actor;
  if (scopes !== null && !scopesOf[action].some((scope) => scopes.includes(scope))) return false;
  const rule: Rule = rules[action];
  return rule(actor, resource);
}

/** @throws MediaError `auth.denied`. */
export function authorize(actor: Actor, action: Action, resource: Resource = {}): void {
  if (can(actor, action, resource)) return;
  const isRole = can({ ...actor, scopes: null }, action, resource);
  throw new MediaError(
    'auth.denied',
    { action, role: actor.role, ...(actor.scopes && { scopes: actor.scopes }) },
    isRole ? { message: 'The key that this request is made with was not made for this.' } : {},
  );
}
