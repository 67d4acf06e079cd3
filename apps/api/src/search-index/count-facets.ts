import type { Database } from '../db/open-database.ts';
import type { Estimate } from './estimate-hits.ts';
import { type MediaFilter, Values } from './media-filter.ts';
import { MAX_GATHERED, type Statement } from './page-statement.ts';
import { planList } from './plan-list.ts';
import { statementName } from './statement-name.ts';
import { writeMediaCondition, writeVisible } from './write-condition.ts';

export type Facet =
  | 'kind'
  | 'mime'
  | 'tag'
  | 'collection'
  | 'uploader'
  | 'orientation'
  | 'color'
  | 'year'
  | 'files';

export interface FacetCount {
  facet: Facet;
  value: string | null;
  count: number;
}

/** Of more hits than this, the newest stand for the rest. */
export const MAX_FACET_HITS = 2000;
/** Values of a facet that are told. */
const MAX_VALUES = 30;

/**
 * Counts the properties of the files that a filter lets through, at most MAX_FACET_HITS of them: `files` is how many were
 * looked at, without what the filter says of kinds.
 */
export async function countFacets(
  db: Database,
  filter: MediaFilter,
  estimate: Estimate,
): Promise<FacetCount[]> {
  // All kinds are looked at, and those that were asked for come afterwards.
  const ofAllKinds = { ...filter, kinds: undefined };
  const plan = planList(filter, estimate, MAX_FACET_HITS);
  if (plan.way === 'walk' || (filter.conditions.length === 0 && estimate.files > MAX_FACET_HITS)) {
    const budget = plan.way === 'walk' ? plan.budget : MAX_FACET_HITS + 1;
    const walked = await read(db, writeFacets(ofAllKinds, filter.kinds, budget));
    if (filesOf(walked) > MAX_FACET_HITS) return walked;
  }
  return read(db, writeFacets(ofAllKinds, filter.kinds, null));
}

export const filesOf = (counts: readonly FacetCount[]) =>
  counts.find(({ facet }) => facet === 'files')?.count ?? 0;

async function read(db: Database, statement: Statement): Promise<FacetCount[]> {
  const { rows } = await db.pool.query<FacetCount>({ ...statement, name: statementName(statement.text) });
  return rows;
}

const COLUMNS = 'kind, mime_type, tag_ids, collection_ids, uploaded_by, width, height, colors, dated_at';

function walkNewest(filter: MediaFilter, values: Values, budget: number): string {
  const visible = writeVisible(filter, values).join(' and ');
  return `select ${COLUMNS} from (
      select * from media_index where ${visible}
      order by created_at desc, media_id desc limit ${values.add(budget)}) media_index
    where ${writeMediaCondition(filter, values)} limit ${MAX_FACET_HITS + 1}`;
}

function gatherNewest(filter: MediaFilter, values: Values): string {
  return `select ${COLUMNS} from (
      select media_id from (
        select media_id, created_at from media_index where ${writeMediaCondition(filter, values)}
        limit ${MAX_GATHERED}) found
      order by created_at desc, media_id desc limit ${MAX_FACET_HITS + 1}) newest
    join media_index using (media_id)`;
}

function writeFacets(
  filter: MediaFilter,
  kinds: readonly string[] | undefined,
  budget: number | null,
): Statement {
  const values = new Values();
  const hits = budget === null ? gatherNewest(filter, values) : walkNewest(filter, values, budget);
  const chosen = (expression: string, where = '') =>
    `select ${expression} as value from hit where true ${ofKinds} ${where}`;
  const ofKinds = kinds ? `and kind = any (${values.add(kinds)})` : '';
  const tops: Record<Exclude<Facet, 'files'>, string> = {
    kind: 'select kind as value from hit',
    mime: chosen('mime_type'),
    // Taken apart before they are grouped: PostgreSQL joins them in otherwise, which takes twice as long.
    tag: chosen('unnest(tag_ids)'),
    collection: chosen('unnest(collection_ids)'),
    uploader: chosen('uploaded_by', 'and uploaded_by is not null'),
    orientation: chosen(
      "case when width > height then 'landscape' when width < height then 'portrait' else 'square' end",
      'and width is not null and height is not null',
    ),
    color: chosen('unnest(colors)'),
    year: chosen("extract(year from dated_at at time zone 'UTC')::integer"),
  };
  const text = `with hit as materialized (${hits})
    select 'files' as facet, null::text as value, count(*)::integer as count from hit
    ${Object.entries(tops)
      .map(
        ([facet, from]) => `union all (
      select '${facet}', value::text, count(*)::integer from (${from}) of_${facet}
      group by value order by count(*) desc, value::text limit ${MAX_VALUES})`,
      )
      .join('\n')}`;
  return { text, values: values.list };
}
