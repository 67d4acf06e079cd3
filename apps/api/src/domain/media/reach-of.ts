import type { Reach } from '../../search-index/media-filter.ts';
import { can } from '../identity/can.ts';
import type { Actor } from '../scope.ts';

const LEVELS = ['public', 'members', 'staff', 'private'] as const;

/** The same rules as `can(actor, 'media.read', …)`, as a condition of a list instead of an answer for one file. */
export function reachOf(actor: Actor, state: 'live' | 'trashed'): Reach {
  const levels = LEVELS.filter((accessLevel) => can(actor, 'media.read', { accessLevel, ownerId: null }));
  // Editors restore what they see; contributors what is theirs, and so they see nothing else of the trash.
  const restoresAny = can(actor, 'media.restore', { accessLevel: 'public', ownerId: null });
  return {
    levels: levels.length === LEVELS.length ? null : levels,
    userId: can(actor, 'media.read', { accessLevel: 'private', ownerId: actor.userId }) ? actor.userId : null,
    onlyOwn: state === 'trashed' && !restoresAny,
  };
}
