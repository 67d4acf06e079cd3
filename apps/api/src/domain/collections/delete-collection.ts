import type { CollectionId } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { transaction } from '../../db/transaction.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { lockCollection } from './lock-collection.ts';

/** Removes a collection; its files stay, collections under it move up to where it was.
 *  @throws MediaError `not-found`, `auth.denied`. */
export async function deleteCollection(scope: Scope, input: { id: string }): Promise<{ id: CollectionId }> {
  const { id } = input;
  const namespaceId = scope.namespace.id;
  await transaction(scope, async (tx) => {
    const { parentId } = await lockCollection(tx, scope, id);
    const items = await tx.collectionItem.findMany({
      where: { namespaceId, collectionId: id },
      select: { mediaId: true },
    });
    await tx.collection.updateMany({ where: { namespaceId, parentId: id }, data: { parentId } });
    await tx.collectionItem.deleteMany({ where: { namespaceId, collectionId: id } });
    await tx.collection.delete({ where: { id } });
    await recordChange(tx, scope, {
      action: 'collection.deleted',
      entity: 'collection',
      ids: [id],
      event: 'collection.changed',
    });
    await refreshMediaIndex(
      tx,
      items.map(({ mediaId }) => mediaId),
    );
  });
  return { id: id as CollectionId };
}
