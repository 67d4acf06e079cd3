import type { ErrorCode, MediaId } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { can } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import { describeUses } from '../references/describe-uses.ts';
import { findHeldMedia } from '../references/find-held-media.ts';
import { findUses } from '../references/find-uses.ts';
import type { Scope } from '../scope.ts';
import { resourceOf } from './find-media.ts';
import { type LockedMedia, lockMedia } from './lock-media.ts';

export interface BatchOutcome {
  succeeded: MediaId[];
  failed: { id: string; code: ErrorCode; message: string; details?: Record<string, unknown> }[];
}

/** Uses named in a refusal; `media.usage` has all of them. */
const MAX_NAMED_USES = 20;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Moves files to the trash: those that nothing uses and that the actor may delete. The others stay, each with its
 * reason; a used one names the content in `details.usedIn`. One that is in the trash already counts as done.
 */
export async function deleteMedia(scope: Scope, input: { ids: readonly string[] }): Promise<BatchOutcome> {
  const ids = [...new Set(input.ids)];
  return transaction(scope, async (tx) => {
    const locked = await lockMedia(tx, scope, ids);
    const failed: BatchOutcome['failed'] = [];
    const fail = (id: string, error: MediaError) =>
      failed.push({
        id,
        code: error.code,
        message: error.message,
        ...(error.details && { details: error.details }),
      });

    const mayGo = ids.flatMap((id) => {
      const media = locked.get(id);
      const reason = media ? refusalOf(scope, media) : new MediaError('not-found');
      if (media && !reason) return [media];
      if (reason) fail(id, reason);
      return [];
    });
    const live = mayGo.filter((media) => media.deleted_at === null);
    const used = await findUsed(tx, scope, live);
    for (const [media, error] of used) fail(media.id, error);
    const trashed = live.filter((media) => !used.has(media)).map(({ id }) => id);
    if (trashed.length > 0) {
      const { actor, config } = scope;
      const now = scope.now();
      await tx.media.updateMany({
        where: { namespaceId: scope.namespace.id, id: { in: trashed } },
        data: {
          deletedAt: now,
          deletedBy: actor.userId,
          purgeAfter: new Date(now.getTime() + config.retention.trashDays * DAY_MS),
          revision: { increment: 1 },
        },
      });
      await recordChange(tx, scope, {
        action: 'media.trashed',
        entity: 'media',
        ids: trashed,
        event: 'media.trashed',
      });
      await refreshMediaIndex(tx, trashed);
    }
    const refused = new Set(failed.map(({ id }) => id));
    return { succeeded: ids.filter((id) => !refused.has(id)) as MediaId[], failed };
  });
}

/** What is not visible is not there; what is visible and not the actor's is denied. */
function refusalOf(scope: Scope, media: LockedMedia): MediaError | null {
  const resource = resourceOf(media);
  if (can(scope.actor, 'media.delete', resource)) return null;
  return new MediaError(can(scope.actor, 'media.read', resource) ? 'auth.denied' : 'not-found');
}

/**
 * The rows are locked, so no use can be added between this look and the commit; what a look could miss,
 * the foreign key would refuse.
 */
async function findUsed(
  tx: Transaction,
  scope: Scope,
  media: readonly LockedMedia[],
): Promise<Map<LockedMedia, MediaError>> {
  if (media.length === 0) return new Map();
  const heldIds = await findHeldMedia(
    tx,
    scope.namespace.id,
    media.map(({ id }) => id),
  );
  if (heldIds.size === 0) return new Map();
  const uses = await findUses(tx, scope.namespace.id, [...heldIds], MAX_NAMED_USES);
  const held = media.filter(({ id }) => heldIds.has(id));
  return new Map(
    held.map((item) => {
      const usedIn = uses.get(item.id) ?? [];
      const message = describeUses(item.title, usedIn);
      return [item, new MediaError('media.in-use', { mediaId: item.id, usedIn }, { message })];
    }),
  );
}
