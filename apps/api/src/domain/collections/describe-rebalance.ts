import * as z from 'zod';
import type { Transaction } from '../../db/transaction.ts';
import { enqueue } from '../../queue/enqueue.ts';
import type { Scope } from '../scope.ts';

/** A file that is put between two neighbours again and again gets longer and longer positions. */
const MAX_LENGTH = 40;

export const rebalanceCollectionJob = {
  name: 'rebalance-collection',
  payload: z.object({ namespaceId: z.uuid(), collectionId: z.uuid() }),
} as const;

/** Has the positions of a collection written anew where the one just given is too long. */
export async function queueRebalance(
  tx: Transaction,
  scope: Scope,
  { collectionId, position }: { collectionId: string; position: string },
): Promise<void> {
  if (position.length <= MAX_LENGTH) return;
  const { name, payload } = rebalanceCollectionJob;
  const namespaceId = scope.namespace.id;
  const options = { jobKey: `${name}:${collectionId}`, requestId: scope.requestId };
  await enqueue(tx, name, payload, { namespaceId, collectionId }, options);
}
