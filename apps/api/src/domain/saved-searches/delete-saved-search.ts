import type { SavedSearchId } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { lockSavedSearch } from './lock-saved-search.ts';

/** @throws MediaError `not-found`, `auth.denied`. */
export async function deleteSavedSearch(
  scope: Scope,
  { id }: { id: string },
): Promise<{ id: SavedSearchId }> {
  await transaction(scope, async (tx) => {
    const { name, isShared } = await lockSavedSearch(tx, scope, id);
    await tx.savedSearch.delete({ where: { id } });
    await recordChange(tx, scope, {
      action: 'saved-search.deleted',
      entity: 'saved_search',
      ids: [id],
      event: 'saved-search.changed',
      // What is private stays so: admins read the audit.
      difference: isShared ? { before: { name }, after: {} } : null,
    });
  });
  return { id: id as SavedSearchId };
}
