import type { Database } from '../db/open-database.ts';
import type { Estimate } from './estimate-hits.ts';
import { findStretch } from './find-stretch.ts';
import { type MediaFilter, Values } from './media-filter.ts';
import { MAX_GATHERED, type PageStatement, type Statement, writeNewest } from './page-statement.ts';
import { enterByCondition, enterStretch, planList } from './plan-list.ts';
import { statementName } from './statement-name.ts';
import { writeMediaCondition } from './write-condition.ts';

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

/** Of so many hits all are counted. */
const MAX_FACET_HITS = 2000;
/** Of more, so many of the newest stand for the rest. */
const SAMPLE = 1000;
/** Values of a facet that are told. */
const MAX_VALUES = 30;

export interface FacetCounts {
  counts: FacetCount[];
  /** False where they are of the newest hits alone. */
  isExact: boolean;
}

/**
 * Counts the properties of the files that a filter lets through: `files` is how many were looked at, without what the
 * filter says of kinds.
 */
export async function countFacets(
  db: Database,
  filter: MediaFilter,
  estimate: Estimate,
): Promise<FacetCounts> {
  // All kinds are looked at, and those that were asked for come afterwards.
  const all: Hits = { filter: { ...filter, kinds: undefined }, kinds: filter.kinds };
  const plan = planList(all.filter, estimate, SAMPLE, true);
  if (plan.way === 'walk' || (filter.conditions.length === 0 && estimate.files > MAX_FACET_HITS)) {
    const budget = plan.way === 'walk' ? plan.budget : SAMPLE;
    const counts = await read(db, writeFacets({ ...all, budget, most: SAMPLE }));
    if (filesOf(counts) >= SAMPLE) return { counts, isExact: false };
  }
  if (plan.way === 'stretch') {
    const stretch = await findStretch(db, filter.namespaceId, plan.files);
    const entered = stretch && enterStretch(all.filter, estimate, stretch);
    const counts = entered ? await read(db, writeFacets({ ...all, filter: entered, most: SAMPLE })) : [];
    if (filesOf(counts) >= SAMPLE) return { counts, isExact: false };
  }
  const entered = enterByCondition(all.filter, estimate);
  const counts = await read(db, writeFacets({ ...all, filter: entered, most: MAX_FACET_HITS + 1 }));
  return { counts, isExact: filesOf(counts) <= MAX_FACET_HITS };
}

const filesOf = (counts: readonly FacetCount[]) => counts.find(({ facet }) => facet === 'files')?.count ?? 0;

interface Hits {
  filter: MediaFilter;
  kinds: readonly string[] | undefined;
}

async function read(db: Database, { text, values, isFixed }: FacetStatement): Promise<FacetCount[]> {
  const pool = isFixed ? db.lists : db.pool;
  const { rows } = await pool.query<FacetCount>({ text, values, name: statementName(text) });
  return rows;
}

/** `isFixed` as of a page. */
type FacetStatement = Statement & Pick<PageStatement, 'isFixed'>;

const COLUMNS = 'kind, mime_type, tag_ids, collection_ids, uploaded_by, width, height, colors, dated_at';

function walkNewest(filter: MediaFilter, values: Values, budget: number, most: number): string {
  return `select ${COLUMNS} from ${writeNewest(filter, values, budget)} limit ${most}`;
}

function gatherNewest(filter: MediaFilter, values: Values, most: number): string {
  return `select ${COLUMNS} from (
      select media_id from (
        select media_id, created_at from media_index where ${writeMediaCondition(filter, values)}
        limit ${MAX_GATHERED}) found
      order by created_at desc, media_id desc limit ${most}) newest
    join media_index using (media_id)`;
}

/** Of the newest `most` hits, among the newest `budget` files where it is given. */
function writeFacets({
  filter,
  kinds,
  budget,
  most,
}: Hits & { budget?: number; most: number }): FacetStatement {
  const values = new Values();
  const hits =
    budget === undefined ? gatherNewest(filter, values, most) : walkNewest(filter, values, budget, most);
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
  return { text, values: values.list, isFixed: budget !== undefined || filter.entry !== undefined };
}
