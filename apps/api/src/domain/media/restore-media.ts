import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { findDatabaseFault } from '../../errors/database-fault.ts';
import { MediaError } from '../../errors/media-error.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { type BatchOutcome, failureOf, outcomeOf, pickAllowed } from './batch-outcome.ts';
import { freeSlug } from './free-slug.ts';
import { type LockedMedia, lockMedia } from './lock-media.ts';

const MAX_ATTEMPTS = 5;

/**
 * Takes files out of the trash. Where another file has taken the slug meanwhile, this one gets the next free
 * `-2`. One that is not in the trash counts as done.
 */
export async function restoreMedia(scope: Scope, input: { ids: readonly string[] }): Promise<BatchOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction(scope, (tx) => restoreMediaIn(tx, scope, [...new Set(input.ids)]));
    } catch (error) {
      if (!isSlugTaken(error) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

/** Somebody took the slug between our look and the index's: worth another try. */
export const isSlugTaken = (error: unknown): boolean =>
  findDatabaseFault(error)?.constraint === 'media_live_slug_key';

/**
 * The same inside a transaction of the caller, who begins it anew when somebody has taken a slug in between.
 */
export async function restoreMediaIn(
  tx: Transaction,
  scope: Scope,
  ids: readonly string[],
): Promise<BatchOutcome> {
  const locked = await lockMedia(tx, scope, ids);
  const { allowed, failed } = pickAllowed(scope, 'media.restore', ids, locked);
  const trashed = allowed.filter((media) => media.deleted_at !== null);
  const { restorable, blocked } = await orderByReplacement(tx, scope, trashed);
  const keptIds = await findKept(tx, scope, restorable);
  for (const media of blocked) failed.push(failureOf(media.id, replacementInTrash()));
  for (const media of restorable) {
    await tx.media.update({
      where: { id: media.id },
      data: {
        slug: await freeSlug(tx, scope.namespace.id, media.slug),
        deletedAt: null,
        deletedBy: null,
        purgeAfter: null,
        // A person brought it back: what had moved it there by the clock must not do so again tonight.
        reviewExpiresAt: null,
        temporaryUntil: null,
        // One that was merged comes back as a file of its own.
        ...(keptIds.has(media.id) && { replacedBy: null, mergedAt: null }),
        revision: { increment: 1 },
      },
    });
  }
  const restored = restorable.map(({ id }) => id);
  if (restored.length > 0) {
    // What was overruled when it was deleted by force holds on to it again.
    await tx.reference.updateMany({
      where: { namespaceId: scope.namespace.id, mediaId: { in: restored }, needsLive: null },
      data: { needsLive: true },
    });
    await recordChange(tx, scope, {
      action: 'media.restored',
      entity: 'media',
      ids: restored,
      event: 'media.restored',
    });
    for (const [id, keptId] of keptIds) {
      const eventIds = [id, keptId].filter((one) => one !== null);
      const change = { action: 'media.unmerged', entity: 'media', ids: [id] };
      await recordChange(tx, scope, { ...change, event: 'media.replaced', eventIds });
    }
    await refreshMediaIndex(tx, restored);
  }
  return outcomeOf(ids, failed);
}

/**
 * Those that can be restored, what stands in the place of another before that one; and those whose replacement stays
 * in the trash: they would show it.
 */
async function orderByReplacement(
  tx: Transaction,
  scope: Scope,
  trashed: readonly LockedMedia[],
): Promise<{ restorable: LockedMedia[]; blocked: LockedMedia[] }> {
  const rows = await tx.media.findMany({
    where: {
      namespaceId: scope.namespace.id,
      id: { in: trashed.map(({ id }) => id) },
      mergedAt: null,
      replacement: { deletedAt: { not: null } },
    },
    select: { id: true, replacedBy: true },
  });
  const waitsFor = new Map(rows.map(({ id, replacedBy }) => [id, replacedBy]));
  const restorable: LockedMedia[] = [];
  let blocked = [...trashed];
  for (let before = -1; before !== restorable.length; ) {
    before = restorable.length;
    const isFree = ({ id }: LockedMedia) =>
      !waitsFor.has(id) || restorable.some((other) => other.id === waitsFor.get(id));
    const free = blocked.filter(isFree);
    restorable.push(...free);
    blocked = blocked.filter((media) => !free.includes(media));
  }
  return { restorable, blocked };
}

/** Those that were merged, and the file that each was merged into: null where that one was purged. */
async function findKept(
  tx: Transaction,
  scope: Scope,
  media: readonly LockedMedia[],
): Promise<Map<string, string | null>> {
  const rows = await tx.media.findMany({
    where: {
      namespaceId: scope.namespace.id,
      id: { in: media.map(({ id }) => id) },
      mergedAt: { not: null },
    },
    select: { id: true, replacedBy: true },
  });
  return new Map(rows.map(({ id, replacedBy }) => [id, replacedBy]));
}

const replacementInTrash = () =>
  new MediaError('gone', undefined, {
    message: 'The file that stands in its place is in the trash. Restore that one first.',
  });
