import type { UploadFields } from '@vitrine/schema';
import type { Transaction } from '../../db/transaction.ts';
import { appendToCollection } from '../collections/add-collection-items.ts';
import { lockItems } from '../collections/lock-items.ts';
import type { Scope } from '../scope.ts';
import { resolveTags } from '../tags/resolve-tags.ts';
import { tagNamesOf } from './read-upload-fields.ts';

/** Gives a new file the tags and the collection that were asked for with its upload. */
export async function applyUploadFields(
  tx: Transaction,
  scope: Scope,
  mediaId: string,
  fields: UploadFields,
): Promise<void> {
  const tagNames = tagNamesOf(fields);
  if (tagNames.length > 0) {
    const tagIds = await resolveTags(
      tx,
      scope,
      tagNames.map((name) => ({ name })),
    );
    await tx.mediaTag.createMany({
      data: tagIds.map((tagId) => ({
        namespaceId: scope.namespace.id,
        mediaId,
        tagId,
        createdBy: scope.actor.userId,
      })),
    });
  }
  if (fields.collection) {
    await lockItems(tx, scope, fields.collection);
    await appendToCollection(tx, scope, fields.collection, [mediaId]);
  }
}
