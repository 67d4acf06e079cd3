import { findMatchingIds } from '../../search-index/find-matching-ids.ts';
import type { Scope } from '../scope.ts';
import { MAX_SMART_COUNT } from './count-smart.ts';
import { readSmartFilter } from './read-smart-filter.ts';
import { requireCollection } from './require-collection.ts';

/**
 * The ids of the files of a collection in its order; of a smart one those that the actor may see, by age, 10,000 at most.
 * @throws MediaError `not-found`.
 */
export async function findCollectionIds(scope: Scope, { id }: { id: string }): Promise<string[]> {
  const { smartQuery } = await requireCollection(scope, { id });
  if (smartQuery) {
    const filter = await readSmartFilter(scope, smartQuery);
    // Their ids rise with the time at which they came.
    return filter ? findMatchingIds(scope.db, filter, MAX_SMART_COUNT) : [];
  }
  const { rows } = await scope.db.pool.query<{ media_id: string }>({
    name: 'ids-of-collection',
    text: `select media_id from collection_item where namespace_id = $1 and collection_id = $2
      order by position, media_id`,
    values: [scope.namespace.id, id],
  });
  return rows.map(({ media_id }) => media_id);
}
