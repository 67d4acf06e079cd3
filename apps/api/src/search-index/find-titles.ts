import type { Database } from '../db/open-database.ts';
import { type MediaFilter, Values } from './media-filter.ts';
import { statementName } from './statement-name.ts';
import { writeMediaCondition } from './write-condition.ts';

export interface TitleRow {
  id: string;
  title: string;
  kind: string;
}

/** Of the newest so many files those are offered in whose title a later word begins so. */
const MAX_WALKED = 2000;
/** Titles that are the same are offered once. */
const SPARE = 4;

/**
 * Titles that begin with what is typed, in their order; then the newest in which a later word does.
 * @param words of what is typed, the last one as a beginning.
 */
export async function findTitles(
  db: Database,
  filter: MediaFilter,
  words: readonly string[],
  limit: number,
): Promise<TitleRow[]> {
  const values = new Values();
  const condition = writeMediaCondition({ ...filter, conditions: [], text: null }, values);
  // As queries of their own they are worked out once, not for each row.
  const start = `(select lower(public.unaccent('public.unaccent', ${values.add(words.join(' '))})))`;
  // Weight A is the title.
  const query = words.map((word, index) => `'${word}':${index === words.length - 1 ? '*' : ''}A`).join(' & ');
  const text = `with beginning as (
      select media_id, 0 as place, row_number() over (order by title_key, media_id) as n from (
        select media_id, title_key from media_index
        where ${condition} and title_key >= ${start} and title_key < ${start} || U&'\\+10FFFF'
        order by title_key, media_id limit ${values.add(limit * SPARE)}) first),
    within as (
      select media_id, 1 as place, row_number() over (order by created_at desc, media_id desc) as n from (
        select media_id, created_at from (
          select * from media_index where ${condition} order by created_at desc, media_id desc limit ${MAX_WALKED}) newest
        where search @@ (select to_tsquery('public.vitrine', ${values.add(query)})) limit ${values.add(limit * SPARE)}) later
      where (select count(*) from beginning) < ${values.add(limit)})
    select m.id, m.title, m.kind
    from (select media_id, min(place) as place, min(n) as n
      from (select * from beginning union all select * from within) offered group by media_id) chosen
    join media m on m.id = chosen.media_id
    order by chosen.place, chosen.n`;
  const { rows } = await db.lists.query<TitleRow>({
    name: statementName(text),
    text,
    values: values.list,
  });
  const seen = new Set<string>();
  return rows.filter(({ title }) => !seen.has(title) && seen.add(title)).slice(0, limit);
}
