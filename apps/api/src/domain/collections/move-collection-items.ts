import type { Collection, MoveCollectionItemsInput } from '@vitrine/schema';
import type * as z from 'zod';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import { requireUsable } from '../references/require-usable.ts';
import type { Scope } from '../scope.ts';
import { appendToCollection } from './add-collection-items.ts';
import { getCollection } from './get-collection.ts';
import { lockItems } from './lock-items.ts';

/**
 * Takes files out of one collection and puts them at the end of another, in the order given; those that are in that one
 * already keep their place there, those that are not in the first change nothing.
 * @returns the collection that they are in now.
 * @throws MediaError `not-found`, `auth.denied`, `gone` for a file in the trash, `input.invalid` for a smart collection,
 * or the same one twice.
 */
export async function moveCollectionItems(
  scope: Scope,
  { fromId, toId, mediaIds }: z.output<typeof MoveCollectionItemsInput>,
): Promise<Collection> {
  authorize(scope.actor, 'collection.create');
  if (fromId === toId) {
    throw new MediaError(
      'input.invalid',
      { fields: { toId: ['is the same collection'] } },
      { message: 'The files are in this collection already. Choose another one.' },
    );
  }
  const namespaceId = scope.namespace.id;
  const wanted = [...new Set(mediaIds)];
  await transaction(scope, async (tx) => {
    // Always in the order of their ids: of two who move both ways the second waits.
    for (const id of [fromId, toId].sort()) await lockItems(tx, scope, id);
    await requireUsable(tx, scope, wanted);
    const inIt = { namespaceId, collectionId: fromId, mediaId: { in: wanted } };
    const found = await tx.collectionItem.findMany({ where: inIt, select: { mediaId: true } });
    const present = new Set<string>(found.map(({ mediaId }) => mediaId));
    const moved = wanted.filter((id) => present.has(id));
    if (moved.length === 0) return;
    await tx.collectionItem.deleteMany({ where: inIt });
    await recordChange(tx, scope, {
      action: 'collection.items-removed',
      entity: 'collection',
      ids: [fromId],
      event: 'collection.changed',
    });
    await appendToCollection(tx, scope, toId, moved);
    await refreshMediaIndex(tx, moved);
  });
  return getCollection(scope, { id: toId });
}
