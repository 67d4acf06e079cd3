import type { Database } from '../db/open-database.ts';
import { type MediaFilter, Values } from './media-filter.ts';
import { writeMediaCondition } from './write-condition.ts';

/** The ids of the files that a filter lets through, at most `limit`, in the order of their ids. */
export async function findMatchingIds(db: Database, filter: MediaFilter, limit: number): Promise<string[]> {
  const values = new Values();
  const condition = writeMediaCondition(filter, values);
  const { rows } = await db.pool.query<{ media_id: string }>({
    text: `select media_id from media_index where ${condition} order by media_id limit ${values.add(limit)}`,
    values: values.list,
  });
  return rows.map(({ media_id }) => media_id);
}
