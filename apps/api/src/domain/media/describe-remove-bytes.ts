import * as z from 'zod';
import type { Transaction } from '../../db/transaction.ts';
import { enqueue } from '../../queue/enqueue.ts';
import type { Scope } from '../scope.ts';

/** The job that removes the objects of purged files and versions. */
export const removeBytesJob = {
  name: 'remove-bytes',
  payload: z.strictObject({
    namespaceId: z.uuid(),
    mediaIds: z.array(z.uuid()),
    /** Where people watch it. */
    taskId: z.uuid().nullable(),
  }),
} as const;

/** Queues it in the transaction that gave up the rows: neither can be without the other. */
export function enqueueRemoveBytes(
  tx: Transaction,
  scope: Scope,
  { mediaIds, taskId = null }: { mediaIds: readonly string[]; taskId?: string | null },
): Promise<void> {
  const { name, payload } = removeBytesJob;
  const data = { namespaceId: scope.namespace.id, mediaIds: [...mediaIds], taskId };
  return enqueue(tx, name, payload, data, { requestId: scope.requestId });
}
