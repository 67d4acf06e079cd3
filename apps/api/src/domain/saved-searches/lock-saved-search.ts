import type { SavedSearch as SavedSearchRow } from '../../db/generated/client.ts';
import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize, can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { resourceOfSaved } from './find-saved-searches.ts';

/** Locks a saved search that the actor is going to change. @throws MediaError `not-found`, `auth.denied`. */
export async function lockSavedSearch(tx: Transaction, scope: Scope, id: string): Promise<SavedSearchRow> {
  const namespaceId = scope.namespace.id;
  await tx.$queryRaw`
    select from saved_search where namespace_id = ${namespaceId}::uuid and id = ${id}::uuid for update`;
  const row = await tx.savedSearch.findUnique({ where: { namespaceId_id: { namespaceId, id } } });
  if (!row || !can(scope.actor, 'saved-search.read', resourceOfSaved(row)))
    throw new MediaError('not-found', { id });
  authorize(scope.actor, 'saved-search.change', resourceOfSaved(row));
  return row;
}
