import type { MediaRow } from '../../search-index/media-row.ts';
import { resourceOfCollection } from '../collections/require-collection.ts';
import { can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { findVisibleIds } from './find-visible-ids.ts';

type Naming = Pick<MediaRow, 'collection_ids' | 'replaced_by'>;

const collectionLevels = {
  name: 'collection-levels',
  text: `select id, access_level as "accessLevel", created_by as "createdBy" from collection
    where namespace_id = $1 and id = any ($2::uuid[])`,
};

/** Files name the collections that they lie in and the file in their place: here only what the actor may see, and what is
 *  there: of a large collection that is gone the index learns by a task. */
export async function keepVisibleNames<Row extends Naming>(
  scope: Scope,
  rows: readonly Row[],
): Promise<Row[]> {
  const collections = await seenCollections(
    scope,
    rows.flatMap((row) => row.collection_ids),
  );
  const media = await findVisibleIds(
    scope,
    rows.flatMap((row) => row.replaced_by ?? []),
  );
  return rows.map((row) => ({
    ...row,
    collection_ids: row.collection_ids.filter((id) => collections.has(id)),
    replaced_by: row.replaced_by !== null && media.has(row.replaced_by) ? row.replaced_by : null,
  }));
}

async function seenCollections(scope: Scope, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await scope.db.pool.query<{ id: string; accessLevel: string; createdBy: string | null }>({
    ...collectionLevels,
    values: [scope.namespace.id, [...new Set(ids)]],
  });
  const seen = rows.filter((row) => can(scope.actor, 'collection.read', resourceOfCollection(row)));
  return new Set(seen.map(({ id }) => id));
}
