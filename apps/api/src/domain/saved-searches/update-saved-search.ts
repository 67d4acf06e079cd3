import type { SavedQuery, SavedSearch, UpdateSavedSearchInput } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { describeDifference } from '../describe-difference.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { refusePrivate } from './create-saved-search.ts';
import { findSavedSearches } from './find-saved-searches.ts';
import { lockSavedSearch } from './lock-saved-search.ts';
import { readSavedQuery } from './read-saved-query.ts';

/**
 * Changes the fields that are there.
 * @returns it; where an editor took a shared one back to its owner, for the last time.
 * @throws MediaError `not-found`, `auth.denied`, `input.invalid` for a private one that would be nobody's.
 */
export async function updateSavedSearch(
  scope: Scope,
  input: z.output<typeof UpdateSavedSearchInput>,
): Promise<SavedSearch> {
  const { id, name, query, sort, isShared } = input;
  const [shown] = await findSavedSearches(scope, { id });
  const changed = await transaction(scope, async (tx) => {
    const row = await lockSavedSearch(tx, scope, id);
    if (isShared && !row.isShared) authorize(scope.actor, 'saved-search.share');
    if (isShared === false && row.createdBy === null) throw refusePrivate();
    const present = readSavedQuery(row.query);
    const newSort = sort === undefined ? present.sort : sort;
    const kept: SavedQuery = { query: query ?? present.query, ...(newSort && { sort: newSort }) };
    const after = await tx.savedSearch.update({
      where: { id },
      data: {
        ...(name !== undefined && { name }),
        ...(isShared !== undefined && { isShared }),
        query: kept,
        updatedAt: scope.now(),
      },
    });
    // What is private stays so: admins read the audit.
    const isPublic = row.isShared && after.isShared;
    const pick = (one: typeof row) => ({ name: one.name, isShared: one.isShared, query: one.query });
    await recordChange(tx, scope, {
      action: 'saved-search.updated',
      entity: 'saved_search',
      ids: [id],
      event: 'saved-search.changed',
      difference: isPublic ? describeDifference(pick(row), pick(after)) : null,
    });
    return { ...kept, name: after.name, isShared: after.isShared, updatedAt: after.updatedAt.toISOString() };
  });
  return {
    ...(shown as SavedSearch),
    ...changed,
    query: changed.query as SavedSearch['query'],
    sort: changed.sort ?? null,
  };
}
