import type { Collection, ReorderCollectionInput } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { queueRebalance } from './describe-rebalance.ts';
import { getCollection } from './get-collection.ts';
import { lockItems } from './lock-items.ts';
import { positionBetween } from './position-between.ts';

/** Puts one file right behind another, or first.
 *  @throws MediaError `not-found` also where one of the two is not in the collection, `input.invalid` for a smart one. */
export async function reorderCollection(
  scope: Scope,
  input: z.output<typeof ReorderCollectionInput>,
): Promise<Collection> {
  const { id, mediaId, afterId } = input;
  const inIt = { namespaceId: scope.namespace.id, collectionId: id };
  await transaction(scope, async (tx) => {
    await lockItems(tx, scope, id);
    const key = (media: string) => ({ namespaceId_collectionId_mediaId: { ...inIt, mediaId: media } });
    const moved = await tx.collectionItem.findUnique({ where: key(mediaId) });
    const before = afterId ? await tx.collectionItem.findUnique({ where: key(afterId) }) : null;
    if (!moved || (afterId && !before)) throw new MediaError('not-found', { mediaId, afterId });
    if (afterId === mediaId) return;
    const after = await tx.collectionItem.findFirst({
      where: {
        ...inIt,
        mediaId: { not: mediaId },
        ...(before && {
          OR: [
            { position: { gt: before.position } },
            { position: before.position, mediaId: { gt: before.mediaId } },
          ],
        }),
      },
      orderBy: [{ position: 'asc' }, { mediaId: 'asc' }],
      select: { position: true },
    });
    const position = positionBetween(before?.position ?? null, after?.position ?? null);
    await tx.collectionItem.update({ where: key(mediaId), data: { position } });
    await queueRebalance(tx, scope, { collectionId: id, position });
    await recordChange(tx, scope, {
      action: 'collection.reordered',
      entity: 'collection',
      ids: [id],
      event: 'collection.changed',
    });
  });
  return getCollection(scope, { id });
}
