import type { Database } from '../db/open-database.ts';
import { MEDIA_COLUMNS, MEDIA_JOINS, type MediaRow } from './media-row.ts';

const TEXT = `select ${MEDIA_COLUMNS}
  from unnest($2::uuid[]) as page (media_id) ${MEDIA_JOINS}
  where m.namespace_id = $1`;

/** Reads files of one namespace by their ids, in any order; ids that are of another one or unknown are left out. */
export async function findMediaRows(
  db: Database,
  namespaceId: string,
  ids: readonly string[],
): Promise<MediaRow[]> {
  if (ids.length === 0) return [];
  const values = [namespaceId, ids];
  const { rows } = await db.lists.query<MediaRow>({ name: 'find-media-rows', text: TEXT, values });
  return rows;
}
