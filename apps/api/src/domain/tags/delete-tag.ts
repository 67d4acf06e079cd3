import type { TagId } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { transaction } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { getTag } from './get-tag.ts';

/** Takes a tag off every file and removes it; tags under it move up to where it was.
 *  @throws MediaError `not-found`, `auth.denied`. */
export async function deleteTag(scope: Scope, input: { id: string }): Promise<{ id: TagId }> {
  authorize(scope.actor, 'tag.change');
  const { id, parentId } = await getTag(scope, input);
  const namespaceId = scope.namespace.id;
  await transaction(scope, async (tx) => {
    const carriers = await tx.mediaTag.findMany({
      where: { namespaceId, tagId: id },
      select: { mediaId: true },
      orderBy: { mediaId: 'asc' },
    });
    await tx.tag.updateMany({ where: { namespaceId, parentId: id }, data: { parentId } });
    await tx.mediaTag.deleteMany({ where: { namespaceId, tagId: id } });
    await tx.tag.deleteMany({ where: { namespaceId, id } });
    await recordChange(tx, scope, { action: 'tag.deleted', entity: 'tag', ids: [id], event: 'tag.changed' });
    await refreshMediaIndex(
      tx,
      carriers.map(({ mediaId }) => mediaId),
    );
  });
  return { id };
}
