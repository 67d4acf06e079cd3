import type { CollectionId, DeletedCollection, TaskId } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { beginIndexRefresh } from '../indexing/begin-index-refresh.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { lockCollection } from './lock-collection.ts';

/** Of more files than this a task brings the index up to date: in a request it would hold it, and their rows, for seconds. */
const ITEMS_AT_ONCE = 1000;

/** Removes a collection; its files stay, collections under it move up to where it was. It is gone at once, whatever it held:
 *  of very many files a task makes lists forget it.
 *  @throws MediaError `not-found`, `auth.denied`. */
export async function deleteCollection(scope: Scope, input: { id: string }): Promise<DeletedCollection> {
  const { id } = input;
  const namespaceId = scope.namespace.id;
  const taskId = await transaction(scope, async (tx) => {
    const { parentId } = await lockCollection(tx, scope, id);
    await tx.collection.updateMany({ where: { namespaceId, parentId: id }, data: { parentId } });
    const items = { namespaceId, collectionId: id };
    const some = await tx.collectionItem.findMany({
      where: items,
      select: { mediaId: true },
      take: ITEMS_AT_ONCE,
    });
    const { count: total } = await tx.collectionItem.deleteMany({ where: items });
    await tx.collection.delete({ where: { id } });
    await recordChange(tx, scope, {
      action: 'collection.deleted',
      entity: 'collection',
      ids: [id],
      event: 'collection.changed',
    });
    return forget(tx, scope, { id, total, mediaIds: some.map(({ mediaId }) => mediaId) });
  });
  return { id: id as CollectionId, taskId: taskId as TaskId | null };
}

async function forget(
  tx: Transaction,
  scope: Scope,
  { id, total, mediaIds }: { id: string; total: number; mediaIds: readonly string[] },
): Promise<string | null> {
  if (total > mediaIds.length) return beginIndexRefresh(tx, scope, { collectionId: id, total });
  await refreshMediaIndex(tx, mediaIds);
  return null;
}
