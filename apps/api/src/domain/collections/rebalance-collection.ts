import { transaction } from '../../db/transaction.ts';
import type { Scope } from '../scope.ts';
import { positionBetween } from './position-between.ts';

const TIMEOUT_MS = 120_000;

/** Gives the files of a collection short positions again, in the order that they have. Who orders it meanwhile waits. */
export async function rebalanceCollection(scope: Scope, { id }: { id: string }): Promise<void> {
  const inIt = { namespaceId: scope.namespace.id, collectionId: id };
  await transaction(
    scope,
    async (tx) => {
      await tx.$queryRaw`
        select from collection where namespace_id = ${inIt.namespaceId}::uuid and id = ${id}::uuid for update`;
      const items = await tx.collectionItem.findMany({
        where: inIt,
        orderBy: [{ position: 'asc' }, { mediaId: 'asc' }],
        select: { mediaId: true },
      });
      const mediaIds = items.map(({ mediaId }) => mediaId);
      const positions: string[] = [];
      for (const _ of mediaIds) positions.push(positionBetween(positions.at(-1) ?? null, null));
      await tx.$executeRaw`
        update collection_item i set position = p.position
        from unnest(${mediaIds}::uuid[], ${positions}::text[]) as p (media_id, position)
        where i.namespace_id = ${inIt.namespaceId}::uuid and i.collection_id = ${id}::uuid and i.media_id = p.media_id`;
    },
    { timeoutMs: TIMEOUT_MS },
  );
}
