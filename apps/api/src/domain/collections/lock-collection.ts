import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize, can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { resourceOfCollection } from './require-collection.ts';

export interface LockedCollection {
  id: string;
  parentId: string | null;
  accessLevel: string;
  createdBy: string | null;
  /** Its files are what a query matches. */
  isSmart: boolean;
}

/**
 * Locks a collection that the actor is going to change: two who order it at once follow each other.
 * @throws MediaError `not-found`, `auth.denied`.
 */
export async function lockCollection(tx: Transaction, scope: Scope, id: string): Promise<LockedCollection> {
  const [row] = await tx.$queryRaw<LockedCollection[]>`
    select id, parent_id as "parentId", access_level as "accessLevel", created_by as "createdBy",
      smart_query is not null as "isSmart"
    from collection where namespace_id = ${scope.namespace.id}::uuid and id = ${id}::uuid for update`;
  const resource = row && resourceOfCollection(row);
  if (!row || !resource || !can(scope.actor, 'collection.read', resource)) {
    throw new MediaError('not-found', { id });
  }
  authorize(scope.actor, 'collection.change', resource);
  return row;
}
