import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { transaction } from '../../db/transaction.ts';
import { findDatabaseFault } from '../../errors/database-fault.ts';
import { MediaError } from '../../errors/media-error.ts';
import { can } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import type { BatchOutcome } from './delete-media.ts';
import { resourceOf } from './find-media.ts';
import { freeSlug } from './free-slug.ts';
import { lockMedia } from './lock-media.ts';

const MAX_ATTEMPTS = 5;

/**
 * Takes files out of the trash. Where another file has taken the slug meanwhile, this one gets the next free
 * `-2`. One that is not in the trash counts as done.
 */
export async function restoreMedia(scope: Scope, input: { ids: readonly string[] }): Promise<BatchOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await restoreOnce(scope, [...new Set(input.ids)]);
    } catch (error) {
      // Somebody took the slug between our look and the index's.
      const isSlugTaken = findDatabaseFault(error)?.constraint === 'media_live_slug_key';
      if (!isSlugTaken || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

async function restoreOnce(scope: Scope, ids: readonly string[]): Promise<BatchOutcome> {
  return transaction(scope, async (tx) => {
    const locked = await lockMedia(tx, scope, ids);
    const outcome: BatchOutcome = { succeeded: [], failed: [] };
    const restored: string[] = [];
    for (const id of ids) {
      const media = locked.get(id);
      if (!media || !can(scope.actor, 'media.restore', resourceOf(media))) {
        const isSeen = media && can(scope.actor, 'media.read', resourceOf(media));
        const { code, message } = new MediaError(isSeen ? 'auth.denied' : 'not-found');
        outcome.failed.push({ id, code, message });
        continue;
      }
      outcome.succeeded.push(id as BatchOutcome['succeeded'][number]);
      if (media.deleted_at === null) continue;
      await tx.media.update({
        where: { id },
        data: {
          slug: await freeSlug(tx, scope.namespace.id, media.slug),
          deletedAt: null,
          deletedBy: null,
          purgeAfter: null,
          revision: { increment: 1 },
        },
      });
      restored.push(id);
    }
    if (restored.length > 0) {
      await recordChange(tx, scope, {
        action: 'media.restored',
        entity: 'media',
        ids: restored,
        event: 'media.restored',
      });
      await refreshMediaIndex(tx, restored);
    }
    return outcome;
  });
}
