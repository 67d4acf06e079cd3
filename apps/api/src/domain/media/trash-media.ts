import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import type { Transaction } from '../../db/transaction.ts';
import { retentionOf } from '../namespaces/limits-of.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Moves live files to the trash and says when they are purged. The caller has locked them and decided that they may go;
 * where content has begun to use one all the same, the foreign key refuses.
 * @param reason stands in the audit.
 */
export async function trashMedia(
  tx: Transaction,
  scope: Scope,
  ids: readonly string[],
  { reason }: { reason?: string | undefined } = {},
): Promise<void> {
  if (ids.length === 0) return;
  const now = scope.now();
  await tx.media.updateMany({
    where: { namespaceId: scope.namespace.id, id: { in: [...ids] } },
    data: {
      deletedAt: now,
      deletedBy: scope.actor.userId,
      purgeAfter: new Date(now.getTime() + retentionOf(scope).trashDays * DAY_MS),
      revision: { increment: 1 },
    },
  });
  await recordChange(tx, scope, {
    action: 'media.trashed',
    entity: 'media',
    ids,
    event: 'media.trashed',
    ...(reason !== undefined && { reason }),
  });
  await refreshMediaIndex(tx, ids);
}
