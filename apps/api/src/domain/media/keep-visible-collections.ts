import type { MediaRow } from '../../search-index/media-row.ts';
import { resourceOfCollection } from '../collections/find-collections.ts';
import { can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';

interface CollectionLevel {
  id: string;
  accessLevel: string;
  createdBy: string | null;
}

const statement = {
  name: 'collection-levels',
  text: `select id, access_level as "accessLevel", created_by as "createdBy" from collection
    where namespace_id = $1 and id = any ($2::uuid[])`,
};

/** Files name the collections that they lie in: here only those that the actor may see. */
export async function keepVisibleCollections<Row extends Pick<MediaRow, 'collection_ids'>>(
  scope: Scope,
  rows: readonly Row[],
): Promise<Row[]> {
  const named = [...new Set(rows.flatMap((row) => row.collection_ids))];
  if (named.length === 0 || can(scope.actor, 'collection.read', { accessLevel: 'private' })) return [...rows];
  const { rows: collections } = await scope.db.pool.query<CollectionLevel>({
    ...statement,
    values: [scope.namespace.id, named],
  });
  const seen = new Set(
    collections
      .filter((row) => can(scope.actor, 'collection.read', resourceOfCollection(row)))
      .map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, collection_ids: row.collection_ids.filter((id) => seen.has(id)) }));
}
