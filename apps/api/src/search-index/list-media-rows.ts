import type { MediaSort, Total } from '@vitrine/schema';
import type { Database } from '../db/open-database.ts';
import { MediaError } from '../errors/media-error.ts';
import { countMedia, countShare, type Found } from './count-media.ts';
import { type ListIdentity, readCursor, writeCursor } from './cursor.ts';
import { type Estimate, estimateHits } from './estimate-hits.ts';
import { findMediaRows } from './find-media-rows.ts';
import type { MediaFilter } from './media-filter.ts';
import { MEDIA_COLUMNS, MEDIA_JOINS, type MediaRow } from './media-row.ts';
import { type SortOrder, sortOrders } from './media-sort.ts';
import {
  type Cut,
  MAX_RANKED_COMMON,
  positionOrder,
  rankOrder,
  type Statement,
  writeDirect,
  writeGather,
  writePositions,
  writeRanked,
  writeWalk,
} from './page-statement.ts';
import { isDirect, planList } from './plan-list.ts';
import { statementName } from './statement-name.ts';
import type { TextNode } from './text-query.ts';

export interface MediaListRequest {
  filter: MediaFilter;
  sort: MediaSort;
  /** 1..100 */
  limit: number;
  /** At most one of the three. */
  after?: string | undefined;
  before?: string | undefined;
  skip?: number | undefined;
}

export interface MediaRowPage {
  rows: MediaRow[];
  nextCursor: string | null;
  previousCursor: string | null;
  total: Total;
}

/** `hits` is how many were found, where they were counted on the way. */
interface Place {
  media_id: string;
  sort_value: Date | string | number;
  hits?: string;
}
type ListedRow = MediaRow & Pick<Place, 'sort_value'>;
interface Picked extends Found {
  rows: ListedRow[];
}

/**
 * Cuts a page out of media_index and reads its files. Both ways by keyset; `skip` counts inside the index. The total is
 * told with it.
 * @throws MediaError `input.invalid` for a cursor of another list, or more than one of after, before, skip.
 */
export async function listMediaRows(db: Database, request: MediaListRequest): Promise<MediaRowPage> {
  const { filter, limit } = request;
  const given = [request.after, request.before, request.skip].filter((value) => value !== undefined);
  if (given.length > 1) {
    throw new MediaError('input.invalid', { fields: { after: ['goes with neither before nor skip'] } });
  }
  const sort = sortFor(request);
  const order = sort === 'relevance' ? rankOrder : sort === 'position' ? positionOrder : sortOrders[sort];
  const list: ListIdentity = { sort, filters: filter.identity };
  const cursor = request.after ?? request.before;
  const cut: Cut = {
    limit,
    skip: request.skip,
    position: cursor === undefined ? null : readCursor(list, cursor),
    isBackwards: request.before !== undefined,
  };
  const { rows, total } = await readPage(db, filter, sort, cut);

  const hasMore = rows.length > limit;
  const shown = hasMore ? rows.slice(0, limit) : rows;
  if (cut.isBackwards) shown.reverse();
  const cursorOf = (row: ListedRow | undefined) =>
    row ? writeCursor(list, { value: toCursorValue(row.sort_value, order.type), id: row.id }) : null;
  const isAtStart = cut.isBackwards ? !hasMore : cut.position === null && !request.skip;
  const isAtEnd = cut.isBackwards ? false : !hasMore;
  return {
    rows: shown,
    previousCursor: isAtStart ? null : cursorOf(shown[0]),
    nextCursor: isAtEnd ? null : cursorOf(shown.at(-1)),
    total,
  };
}

/** Without words there is no rank, without a collection no place in it. */
function sortFor({ sort, filter }: MediaListRequest): MediaSort {
  if (sort === 'relevance' && !filter.text) return '-createdAt';
  if (sort === 'position' && filter.orderedBy === undefined) return '-createdAt';
  return sort;
}

async function readPage(
  db: Database,
  filter: MediaFilter,
  sort: MediaSort,
  cut: Cut,
): Promise<{ rows: ListedRow[]; total: Total }> {
  const order = sort === 'relevance' || sort === 'position' ? null : sortOrders[sort];
  if (order && isDirect(filter, order.column)) {
    if (isPart(filter, order)) {
      const { total, isSmall } = await countShare(db, filter);
      if (isSmall) return { ...(await read(db, filter, writeGather(filter, order, cut, false), cut)), total };
      return { rows: await readDirect(db, filter, order, cut), total };
    }
    const [rows, total] = await Promise.all([readDirect(db, filter, order, cut), countMedia(db, filter)]);
    return { rows, total };
  }
  const estimate = await estimateHits(db, filter);
  const { rows, ...found } = await pick(db, filter, sort, cut, estimate);
  return { rows, total: await countMedia(db, filter, { ...found, estimate }) };
}

/** Whether it could be a small part of the namespace that no index has in this order. */
const isPart = ({ state, conditions, reach, kinds }: MediaFilter, { column }: SortOrder) =>
  state === 'live' &&
  conditions.length === 0 &&
  (reach.levels !== null || (kinds !== undefined && (kinds.length > 1 || column !== 'created_at')));

/** Page and files in one statement. */
async function readDirect(
  db: Database,
  filter: MediaFilter,
  order: SortOrder,
  cut: Cut,
): Promise<ListedRow[]> {
  const { pick, direction, values } = writeDirect(filter, order, cut);
  const text = `with ${pick} select page.sort_value, ${MEDIA_COLUMNS} from page ${MEDIA_JOINS}
    order by page.sort_value ${direction}, page.media_id ${direction}`;
  const statement = { name: statementName(text, cut.limit), text, values: values.list };
  return (await db.pool.query<ListedRow>(statement)).rows;
}

async function pick(
  db: Database,
  filter: MediaFilter,
  sort: MediaSort,
  cut: Cut,
  estimate: Estimate,
): Promise<Picked> {
  if (sort === 'position') {
    const { rows } = await read(db, filter, writePositions(filter, filter.orderedBy ?? '', cut), cut);
    return { rows };
  }
  if (sort === 'relevance' && hasText(filter)) return pickRanked(db, filter, cut, estimate);
  const order = sortOrders[sort as keyof typeof sortOrders];
  const needed = cut.limit + 1 + (cut.skip ?? 0);
  const plan = planList(filter, estimate, needed);
  if (plan.way === 'walk') {
    const walked = await read(db, filter, writeWalk(filter, order, cut, plan.budget), cut);
    if (walked.rows.length > cut.limit) return { rows: walked.rows };
  }
  return read(db, filter, writeGather(filter, order, cut, isCounted(estimate)), cut);
}

async function pickRanked(
  db: Database,
  filter: MediaFilter & { text: TextNode },
  cut: Cut,
  estimate: Estimate,
): Promise<Picked> {
  const plan = planList(filter, estimate, MAX_RANKED_COMMON);
  if (plan.way === 'walk') {
    const walked = await read(db, filter, writeRanked(filter, cut, plan), cut);
    if (walked.hits !== undefined && walked.hits >= MAX_RANKED_COMMON) return { rows: walked.rows };
  }
  return read(db, filter, writeRanked(filter, cut, { isCounted: isCounted(estimate) }), cut);
}

/** Of more hits than that, the total is told about. */
const MAX_COUNTED = 2000;
const isCounted = ({ hits }: Estimate) => hits === null || hits <= MAX_COUNTED;

const hasText = (filter: MediaFilter): filter is MediaFilter & { text: TextNode } => filter.text !== null;

/** The places of a page, then its files. */
async function read(
  db: Database,
  { namespaceId }: MediaFilter,
  statement: Statement,
  { limit }: Cut,
): Promise<Picked> {
  const { rows: places } = await db.pool.query<Place>({
    ...statement,
    name: statementName(statement.text, limit),
  });
  const found = await findMediaRows(
    db,
    namespaceId,
    places.map(({ media_id }) => media_id),
  );
  const byId = new Map(found.map((row) => [row.id, row]));
  const rows = places.flatMap(({ media_id, sort_value }) => {
    const row = byId.get(media_id);
    return row ? [{ ...row, sort_value }] : [];
  });
  const hits = places[0]?.hits;
  return { rows, hits: hits === undefined ? undefined : Number(hits) };
}

function toCursorValue(value: Date | string | number, type: SortOrder['type']): string | number {
  if (value instanceof Date) return value.getTime();
  return type === 'number' ? Number(value) : value;
}
