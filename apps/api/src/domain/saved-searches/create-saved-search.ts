import type { CreateSavedSearchInput, SavedQuery, SavedSearch } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { getSavedSearch } from './get-saved-search.ts';

/** Of each person; keys have as many together. */
const MAX_SAVED = 200;

/**
 * Keeps a query under a name, for oneself or for everyone of the namespace. Names need not differ.
 * @throws MediaError `auth.denied`, `conflict` for one too many, `input.invalid` for a private one of a key.
 */
export async function createSavedSearch(
  scope: Scope,
  { name, query, sort, isShared }: z.output<typeof CreateSavedSearchInput>,
): Promise<SavedSearch> {
  const { userId } = scope.actor;
  authorize(scope.actor, 'saved-search.create');
  if (isShared) authorize(scope.actor, 'saved-search.share');
  else if (userId === null) throw refusePrivate();
  const id = scope.newId();
  const namespaceId = scope.namespace.id;
  const kept: SavedQuery = { query, ...(sort && { sort }) };
  await transaction(scope, async (tx) => {
    // Two at once count one after the other.
    const owner = `saved-search${namespaceId}${userId ?? ''}`;
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${owner}, 0))`;
    const count = await tx.savedSearch.count({ where: { namespaceId, createdBy: userId } });
    if (count >= MAX_SAVED) throw tooMany();
    await tx.savedSearch.create({
      data: { id, namespaceId, name, query: kept, isShared, createdBy: userId },
    });
    await recordChange(tx, scope, {
      action: 'saved-search.created',
      entity: 'saved_search',
      ids: [id],
      event: 'saved-search.changed',
    });
  });
  return getSavedSearch(scope, { id });
}

const tooMany = () =>
  new MediaError('conflict', undefined, {
    message: `There are ${MAX_SAVED} saved searches already. Delete one that is not needed any more.`,
  });

/** Nobody would ever see it. */
export const refusePrivate = () =>
  new MediaError(
    'input.invalid',
    { fields: { isShared: ['is private to nobody'] } },
    { message: 'A saved search that belongs to no person has to be shared.' },
  );
