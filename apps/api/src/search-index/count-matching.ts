import type { Database } from '../db/open-database.ts';
import { type MediaFilter, Values } from './media-filter.ts';
import { statementName } from './statement-name.ts';
import { writeMediaCondition } from './write-condition.ts';

export interface Matching {
  files: number;
  bytes: number;
  isExact: boolean;
}

/** How many files a filter lets through and their bytes, up to `max` files; where there are more, of some `max` of them. */
export async function countMatching(db: Database, filter: MediaFilter, max: number): Promise<Matching> {
  const values = new Values();
  const condition = writeMediaCondition(filter, values);
  const text = `select count(*) as files, coalesce(sum(size_bytes), 0) as bytes
    from (select size_bytes from media_index where ${condition} limit ${values.add(max + 1)}) counted`;
  const { rows } = await (filter.entry ? db.lists : db.pool).query<{ files: string; bytes: string }>({
    name: statementName(text),
    text,
    values: values.list,
  });
  const files = Number(rows[0]?.files ?? 0);
  return { files: Math.min(files, max), bytes: Number(rows[0]?.bytes ?? 0), isExact: files <= max };
}
