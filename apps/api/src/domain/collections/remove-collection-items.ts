import type { Collection } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { transaction } from '../../db/transaction.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { getCollection } from './get-collection.ts';
import { lockItems } from './lock-items.ts';

/** Takes files out of a collection; those that are not in it change nothing.
 *  @throws MediaError `not-found`, `auth.denied`, `input.invalid` for a smart one. */
export async function removeCollectionItems(
  scope: Scope,
  input: { id: string; mediaIds: readonly string[] },
): Promise<Collection> {
  const items = {
    namespaceId: scope.namespace.id,
    collectionId: input.id,
    mediaId: { in: [...new Set(input.mediaIds)] },
  };
  await transaction(scope, async (tx) => {
    await lockItems(tx, scope, input.id);
    const removed = await tx.collectionItem.findMany({ where: items, select: { mediaId: true } });
    if (removed.length === 0) return;
    await tx.collectionItem.deleteMany({ where: items });
    await recordChange(tx, scope, {
      action: 'collection.items-removed',
      entity: 'collection',
      ids: [input.id],
      event: 'collection.changed',
    });
    await refreshMediaIndex(
      tx,
      removed.map(({ mediaId }) => mediaId),
    );
  });
  return getCollection(scope, { id: input.id });
}
