import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { transaction } from '../../db/transaction.ts';
import { type BatchOutcome, outcomeOf, pickAllowed } from '../media/batch-outcome.ts';
import { lockMedia } from '../media/lock-media.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';

/** Lets files be used: they are served to all whom their level allows, and offered in pickers. Twice counts as done. */
export async function approveMedia(
  scope: Scope,
  { ids: asked, note = '' }: { ids: readonly string[]; note?: string | undefined },
): Promise<BatchOutcome> {
  const ids = [...new Set(asked)];
  return transaction(scope, async (tx) => {
    const locked = await lockMedia(tx, scope, ids);
    const { allowed, failed } = pickAllowed(scope, 'media.review', ids, locked);
    const changed = allowed.filter((media) => media.review_status !== 'approved').map(({ id }) => id);
    if (changed.length > 0) {
      await tx.media.updateMany({
        where: { namespaceId: scope.namespace.id, id: { in: changed } },
        data: {
          reviewStatus: 'approved',
          reviewNote: note,
          reviewExpiresAt: null,
          revision: { increment: 1 },
          updatedAt: scope.now(),
        },
      });
      await recordChange(tx, scope, {
        action: 'media.approved',
        entity: 'media',
        ids: changed,
        event: 'media.reviewed',
        ...(note && { reason: note }),
      });
      await refreshMediaIndex(tx, changed);
    }
    return outcomeOf(ids, failed);
  });
}
