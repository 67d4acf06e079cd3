import type { Transaction } from '../../db/transaction.ts';
import type { Scope } from '../scope.ts';

/** Tells the streams of whoever made an upload that it has changed. It is no change of the library: the audit has none. */
export async function announceUpload(tx: Transaction, scope: Scope, uploadId: string): Promise<void> {
  const event = { id: scope.newId(), namespaceId: scope.namespace.id, requestId: scope.requestId };
  await tx.outboxEvent.create({ data: { ...event, type: 'upload.changed', entityIds: [uploadId] } });
}
