import type { UserId } from '@vitrine/schema';
import { type Action, can } from '../../domain/identity/can.ts';
import { administrationRows } from './administration-rows.ts';
import { collectionAndTagRows } from './collection-and-tag-rows.ts';
import { mediaRows } from './media-rows.ts';
import type { Asker, Case, ProcedurePath, Row, Thing, Verdict } from './row.ts';
import { uploadAndReferenceRows } from './upload-and-reference-rows.ts';

const sights: Record<Thing, Action> = {
  media: 'media.read',
  collection: 'collection.read',
  tag: 'library.read',
  'saved search': 'saved-search.read',
  task: 'task.read',
  upload: 'upload.read',
  key: 'namespace.read',
  member: 'namespace.read',
  namespace: 'namespace.read',
};

/** Of every procedure of the contract. A new one does not compile, and does not pass, until it stands in one of these. */
export const permissionMatrix: Record<ProcedurePath, Row | Row[]> = {
  ...mediaRows,
  ...uploadAndReferenceRows,
  ...collectionAndTagRows,
  ...administrationRows,
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
