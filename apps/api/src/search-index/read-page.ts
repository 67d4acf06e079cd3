import type { MediaSort, Total } from '@vitrine/schema';
import type { Database } from '../db/open-database.ts';
import { countMedia, type Found, isSmallPart, type Share } from './count-media.ts';
import { type Estimate, estimateHits } from './estimate-hits.ts';
import { findStretch, type Stretch } from './find-stretch.ts';
import type { MediaFilter } from './media-filter.ts';
import { MEDIA_COLUMNS, MEDIA_JOINS, type MediaRow } from './media-row.ts';
import { type SortOrder, sortOrders } from './media-sort.ts';
import {
  type Cut,
  MAX_GATHERED,
  MAX_RANKED,
  MAX_RANKED_COMMON,
  type PageStatement,
  writeDirect,
  writeGather,
  writePositions,
  writeRanked,
  writeWalk,
} from './page-statement.ts';
import { enterByCondition, enterStretch, isDirect, type ListPlan, planList } from './plan-list.ts';
import { statementName } from './statement-name.ts';
import type { TextNode } from './text-query.ts';

export interface Planned {
  plan: ListPlan;
  estimate: Estimate;
}
/** A file with its value in the order of the list. */
export type ListedRow = MediaRow & { sort_value: Date | string | number };
/** `hits` is how many were found, where they were counted on the way. */
type FoundRow = ListedRow & { hits: string | null };
interface Picked extends Found {
  rows: ListedRow[];
}

/** The rows of a page and one more where there are more, in the direction of the cut, and how many the filter lets through. */
export async function readPage(
  db: Database,
  filter: MediaFilter,
  sort: MediaSort,
  cut: Cut,
): Promise<{ rows: ListedRow[]; total: Total }> {
  const order = sort === 'relevance' || sort === 'position' ? null : sortOrders[sort];
  if (order && isDirect(filter, order.column)) {
    const budget = isPart(filter, order) ? PART_BUDGET : null;
    const [{ rows }, total] = await Promise.all([
      read(db, writeDirect(filter, order, cut, budget), cut),
      countMedia(db, filter),
    ]);
    const isWhole = total.isExact && rows.length >= total.value;
    if (budget === null || rows.length > cut.limit || isWhole) return { rows, total };
    if (await isSmallPart(db, filter, total)) {
      return { ...(await read(db, writeGather(filter, order, cut, false), cut)), total };
    }
    return { ...(await read(db, writeDirect(filter, order, cut, null), cut)), total };
  }
  const estimate = await estimateHits(db, filter);
  const plan = planOf(filter, sort, cut, estimate);
  // A walk does not find out how many there are, so that is asked for meanwhile.
  const asked = plan.way === 'walk' ? countMedia(db, filter, { estimate }) : undefined;
  const [{ rows, ...found }, told] = await Promise.all([
    pick(db, filter, sort, cut, { plan, estimate }),
    asked,
  ]);
  const isTold = told !== undefined && (told.isExact || found.hits === undefined);
  return { rows, total: isTold ? told : await countMedia(db, filter, { ...found, estimate }) };
}

function planOf(filter: MediaFilter, sort: MediaSort, cut: Cut, estimate: Estimate): ListPlan {
  if (sort === 'position') return { way: 'gather' };
  const isFirst = !cut.position && !cut.isBackwards && !cut.skip;
  return sort === 'relevance'
    ? planList(filter, estimate, MAX_RANKED_COMMON, true)
    : planList(filter, estimate, cut.limit + 1 + (cut.skip ?? 0), sort === '-createdAt' && isFirst);
}

/** Files that are looked at before it is asked how many there are. */
const PART_BUDGET = 2000;

/** Whether it could be a small part of the namespace that no index has in this order. */
const isPart = ({ state, conditions, reach, kinds }: MediaFilter, { column }: SortOrder) =>
  state === 'live' &&
  conditions.length === 0 &&
  (reach.levels !== null || (kinds !== undefined && (kinds.length > 1 || column !== 'created_at')));

/** A page in the way that was planned, or gathered where that way does not fill it. */
export async function pick(
  db: Database,
  filter: MediaFilter,
  sort: MediaSort,
  cut: Cut,
  how: Planned,
): Promise<Picked> {
  if (sort === 'position') {
    const { rows } = await read(db, writePositions(filter, filter.orderedBy ?? '', cut), cut);
    return { rows };
  }
  if (sort === 'relevance' && hasText(filter)) return pickRanked(db, filter, cut, how);
  const order = sortOrders[sort as keyof typeof sortOrders];
  const { plan, estimate } = how;
  if (plan.way === 'walk') {
    const walked = await read(db, writeWalk(filter, order, cut, plan.budget), cut);
    if (walked.rows.length > cut.limit) return { rows: walked.rows };
  }
  if (plan.way === 'stretch') {
    const stretch = await findStretch(db, filter.namespaceId, plan.files);
    const found =
      stretch &&
      (await read(db, writeGather(enterStretch(filter, estimate, stretch), order, cut, true), cut));
    if (found && found.rows.length > cut.limit) return { rows: found.rows, share: shareOf(found, stretch) };
  }
  const gathered = writeGather(enterByCondition(filter, estimate), order, cut, isCounted(estimate));
  return read(db, gathered, cut);
}

async function pickRanked(
  db: Database,
  filter: MediaFilter & { text: TextNode },
  cut: Cut,
  { plan, estimate }: Planned,
): Promise<Picked> {
  const { text } = filter;
  if (plan.way === 'walk') {
    const walked = await readRanked(db, filter, cut, plan);
    if (walked.hits !== undefined && walked.hits >= MAX_RANKED_COMMON) return { rows: walked.rows };
  }
  if (plan.way === 'stretch') {
    const stretch = await findStretch(db, filter.namespaceId, plan.files);
    const entered = stretch && { ...enterStretch(filter, estimate, stretch), text };
    const how = { most: MAX_RANKED_COMMON, isCounted: true };
    const found = entered && (await readRanked(db, entered, cut, how));
    if (stretch && found?.hits !== undefined && found.hits >= MAX_RANKED_COMMON)
      return { rows: found.rows, share: shareOf(found, stretch) };
  }
  const entered = { ...enterByCondition(filter, estimate), text };
  const how = { most: MAX_RANKED, isCounted: isCounted(estimate) };
  return read(db, writeRanked(entered, cut, how), cut);
}

/** Behind the last one there are no rows to tell how many there are: the first one does, so that the list is the same to its end. */
async function readRanked(
  db: Database,
  filter: MediaFilter & { text: TextNode },
  cut: Cut,
  how: Parameters<typeof writeRanked>[2],
): Promise<Picked> {
  const found = await read(db, writeRanked(filter, cut, how), cut);
  if (found.hits !== undefined) return found;
  const start: Cut = { limit: 1, position: null, isBackwards: false };
  const { hits } = await read(db, writeRanked(filter, start, how), start);
  return { rows: [], hits };
}

/** So many are counted where they are gathered anyway. */
const isCounted = ({ hits }: Estimate) => hits === null || hits <= MAX_GATHERED;

const hasText = (filter: MediaFilter): filter is MediaFilter & { text: TextNode } => filter.text !== null;

const shareOf = ({ hits = 0 }: Picked, { files }: Stretch): Share => ({ hits, files });

/** The places of a page and its files, which are looked up once it is cut. */
async function read(db: Database, statement: PageStatement, cut: Cut): Promise<Picked> {
  const { direction, values, isFixed } = statement;
  const text = `with page as materialized (${statement.text})
    select page.sort_value, page.hits, ${MEDIA_COLUMNS} from page ${MEDIA_JOINS}
    order by page.sort_value ${direction}, page.media_id ${direction}`;
  const { rows } = await (isFixed ? db.lists : db.pool).query<FoundRow>({
    name: statementName(text, cut.limit),
    text,
    values,
  });
  const [first] = rows;
  if (first) return { rows, hits: first.hits === null ? undefined : Number(first.hits) };
  // Of nothing, unless something stands before the place where it was looked.
  return { rows, hits: cut.position === null && !cut.skip ? 0 : undefined };
}
