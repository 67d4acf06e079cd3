import type { Collection } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { recordChange } from '../record-change.ts';
import { requireUsable } from '../references/require-usable.ts';
import type { Scope } from '../scope.ts';
import { getCollection } from './get-collection.ts';
import { lockItems } from './lock-items.ts';
import { positionBetween } from './position-between.ts';

/** Puts files at the end of a collection, in the order given; those in it already keep their place.
 *  @throws MediaError `not-found`, `auth.denied`, `gone` for a file in the trash, `input.invalid` for a smart one. */
export async function addCollectionItems(
  scope: Scope,
  input: { id: string; mediaIds: readonly string[] },
): Promise<Collection> {
  await transaction(scope, async (tx) => {
    await lockItems(tx, scope, input.id);
    const added = await appendToCollection(tx, scope, input.id, input.mediaIds);
    await refreshMediaIndex(tx, added);
  });
  return getCollection(scope, { id: input.id });
}

/** The same inside a transaction that locked the collection; the index is the caller's to refresh.
 *  @returns the ids of the files that were not in it before. */
export async function appendToCollection(
  tx: Transaction,
  scope: Scope,
  collectionId: string,
  mediaIds: readonly string[],
): Promise<string[]> {
  const namespaceId = scope.namespace.id;
  const wanted = [...new Set(mediaIds)];
  await requireUsable(tx, scope, wanted);
  const inIt = await tx.collectionItem.findMany({
    where: { namespaceId, collectionId, mediaId: { in: wanted } },
    select: { mediaId: true },
  });
  const present = new Set(inIt.map(({ mediaId }) => mediaId));
  const added = wanted.filter((mediaId) => !present.has(mediaId));
  if (added.length === 0) return [];
  const last = await tx.collectionItem.findFirst({
    where: { namespaceId, collectionId },
    orderBy: [{ position: 'desc' }, { mediaId: 'desc' }],
    select: { position: true },
  });
  let position = last?.position ?? null;
  const rows = added.map((mediaId) => {
    position = positionBetween(position, null);
    return { namespaceId, collectionId, mediaId, position, addedBy: scope.actor.userId };
  });
  // By file, so that the locks of their keys are taken in the same order by everybody.
  await tx.collectionItem.createMany({ data: rows.sort((a, b) => (a.mediaId < b.mediaId ? -1 : 1)) });
  await recordChange(tx, scope, {
    action: 'collection.items-added',
    entity: 'collection',
    ids: [collectionId],
    event: 'collection.changed',
  });
  return added;
}
