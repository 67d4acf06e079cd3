import type { RemoveReferenceInput, SyncReferencesResult } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { lockContentItem } from './lock-content-item.ts';

/** Removes the uses of a file in a content item: at one field, or all of them. Removing none changes nothing. */
export async function removeReference(
  scope: Scope,
  input: z.output<typeof RemoveReferenceInput>,
): Promise<z.output<typeof SyncReferencesResult>> {
  authorize(scope.actor, 'reference.release');
  const { mediaId, fieldPath, content } = input;
  const namespaceId = scope.namespace.id;
  return transaction(scope, async (tx) => {
    const itemId = await lockContentItem(tx, scope, content);
    if (itemId === null) return { added: 0, removed: 0, unchanged: 0 };
    const uses = { namespaceId, contentItemId: itemId, mediaId };
    const { count } = await tx.reference.deleteMany({
      where: { ...uses, ...(fieldPath !== undefined && { fieldPath }) },
    });
    if (count > 0) {
      // A host whose transaction has looked before this must not say that the use is there still.
      await tx.contentItem.update({ where: { id: itemId }, data: { updatedAt: scope.now() } });
      await recordChange(tx, scope, {
        action: 'references.changed',
        entity: 'content_item',
        ids: [itemId],
        event: 'reference.changed',
        eventIds: [mediaId],
      });
    }
    const unchanged = await tx.reference.count({ where: uses });
    return { added: 0, removed: count, unchanged };
  });
}
