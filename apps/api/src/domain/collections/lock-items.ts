import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';
import { type LockedCollection, lockCollection } from './lock-collection.ts';

/**
 * Locks a collection whose files the actor is going to put in, take out or order.
 * @throws MediaError `not-found`, `auth.denied`, `input.invalid` for a smart one: nobody fills it.
 */
export async function lockItems(tx: Transaction, scope: Scope, id: string): Promise<LockedCollection> {
  const collection = await lockCollection(tx, scope, id);
  if (!collection.isSmart) return collection;
  throw refuseSmart(id);
}

export const refuseSmart = (id: string) =>
  new MediaError(
    'input.invalid',
    { id },
    {
      message:
        'A smart collection holds what its search finds: files are not put in, taken out or ordered by hand. Change its search, or use another collection.',
    },
  );
