import type { SnapshotKey } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';

/** Lets go of what a snapshot kept: the host can no longer restore that version. An unknown one changes nothing. */
export async function releaseSnapshot(
  scope: Scope,
  { content, name }: z.output<typeof SnapshotKey>,
): Promise<{ items: number }> {
  authorize(scope.actor, 'reference.release');
  const namespaceId = scope.namespace.id;
  const { type: contentType, id: externalId, locale, state } = content;
  return transaction(scope, async (tx) => {
    const snapshot = await tx.snapshot.findFirst({
      where: { namespaceId, contentType, externalId, locale, state, name },
      select: { id: true },
    });
    if (!snapshot) return { items: 0 };
    const { count } = await tx.snapshotItem.deleteMany({ where: { namespaceId, snapshotId: snapshot.id } });
    await tx.snapshot.deleteMany({ where: { namespaceId, id: snapshot.id } });
    await recordChange(tx, scope, { action: 'snapshot.released', entity: 'snapshot', ids: [snapshot.id] });
    return { items: count };
  });
}
