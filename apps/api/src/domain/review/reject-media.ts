import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { transaction } from '../../db/transaction.ts';
import { type BatchOutcome, failureOf, outcomeOf, pickAllowed } from '../media/batch-outcome.ts';
import { findUsed } from '../media/find-used.ts';
import { lockMedia } from '../media/lock-media.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Says that files are not to be used, and why. They are not offered any more, and go to the trash after the days that
 * the namespace has set. One that published content shows stays as it is and fails with `media.in-use`; a draft that holds
 * one can not be published with it any more.
 */
export async function rejectMedia(
  scope: Scope,
  { ids: asked, reason }: { ids: readonly string[]; reason: string },
): Promise<BatchOutcome> {
  const ids = [...new Set(asked)];
  return transaction(scope, async (tx) => {
    const locked = await lockMedia(tx, scope, ids);
    const { allowed, failed } = pickAllowed(scope, 'media.review', ids, locked);
    const used = await findUsed(tx, scope, allowed, 'published');
    for (const [media, error] of used) failed.push(failureOf(media.id, error));
    const changed = allowed.filter((media) => !used.has(media)).map(({ id }) => id);
    if (changed.length > 0) {
      const now = scope.now();
      const { rejectedDays } = scope.namespace.settings.review;
      await tx.media.updateMany({
        where: { namespaceId: scope.namespace.id, id: { in: changed } },
        data: {
          reviewStatus: 'rejected',
          reviewNote: reason,
          reviewExpiresAt: new Date(now.getTime() + rejectedDays * DAY_MS),
          revision: { increment: 1 },
          updatedAt: now,
        },
      });
      await recordChange(tx, scope, {
        action: 'media.rejected',
        entity: 'media',
        ids: changed,
        event: 'media.reviewed',
        reason,
      });
      await refreshMediaIndex(tx, changed);
    }
    return outcomeOf(ids, failed);
  });
}
