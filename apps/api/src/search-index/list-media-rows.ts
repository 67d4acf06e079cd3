import type { MediaSort, Total } from '@vitrine/schema';
import type { Database } from '../db/open-database.ts';
import { MediaError } from '../errors/media-error.ts';
import { countMedia } from './count-media.ts';
import { type ListIdentity, type Position, readCursor, writeCursor } from './cursor.ts';
import { findMediaRows } from './find-media-rows.ts';
import { type MediaFilter, Values, writeMediaCondition } from './media-filter.ts';
import { MEDIA_COLUMNS, MEDIA_JOINS, type MediaRow } from './media-row.ts';
import { type SortOrder, sortOrders } from './media-sort.ts';

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

/** `hits` is how many the search found, where it counted them. */
interface Place {
  media_id: string;
  sort_value: Date | string | number;
  hits?: string;
}
type ListedRow = MediaRow & Omit<Place, 'media_id'>;

/** A search by relevance ranks the newest of its hits and no more. */
const MAX_RANKED = 1000;
/** Page sizes that get a prepared statement: the kit's own. Any other is planned each time. */
const PREPARED_LIMITS = new Set([20, 24, 48, 50, 100]);

const rankOrder: Omit<SortOrder, 'column'> = { isDescending: true, type: 'number' };

/**
 * Cuts a page out of media_index and reads its files, in one statement. Both ways by keyset; `skip` counts inside
 * the index. The total is asked at the same time.
 * @throws MediaError `input.invalid` for a cursor of another list, or more than one of after, before, skip.
 */
export async function listMediaRows(db: Database, request: MediaListRequest): Promise<MediaRowPage> {
  const { filter, limit } = request;
  const given = [request.after, request.before, request.skip].filter((value) => value !== undefined);
  if (given.length > 1) {
    throw new MediaError('input.invalid', { fields: { after: ['goes with neither before nor skip'] } });
  }
  const sort = request.sort === 'relevance' && !filter.search ? '-createdAt' : request.sort;
  const order = sort === 'relevance' ? rankOrder : sortOrders[sort];
  const list: ListIdentity = { sort, filters: { ...filter, at: undefined, endingUntil: undefined } };
  const cursor = request.after ?? request.before;
  const position = cursor === undefined ? null : readCursor(list, cursor);
  const isBackwards = request.before !== undefined;

  const values = new Values();
  const page = writePage({ request, sort, order, position, isBackwards, values });
  const [rows, counted] = await Promise.all([
    isPlannedOnce(request) ? readAtOnce(db, page, values) : readInTwo(db, request, page, values),
    sort === 'relevance' ? null : countMedia(db, filter),
  ]);
  const total = counted ?? (await totalOf(db, filter, rows));

  const hasMore = rows.length > limit;
  const shown = hasMore ? rows.slice(0, limit) : rows;
  if (isBackwards) shown.reverse();
  const cursorOf = (row: ListedRow | undefined) =>
    row ? writeCursor(list, { value: toCursorValue(row.sort_value, order), id: row.id }) : null;
  const isAtStart = isBackwards ? !hasMore : position === null && !request.skip;
  const isAtEnd = isBackwards ? false : !hasMore;
  return {
    rows: shown,
    previousCursor: isAtStart ? null : cursorOf(shown[0]),
    nextCursor: isAtEnd ? null : cursorOf(shown.at(-1)),
    total,
  };
}

/**
 * A prepared statement only where the plan does not depend on what is asked for: how common a word is decides
 * between walking the newest files and reading the word's own list.
 */
function isPlannedOnce({ filter, limit }: MediaListRequest): boolean {
  const isRare =
    filter.search ||
    filter.tagIds ||
    filter.collectionId ||
    filter.mimeTypes ||
    filter.reviewStatus ||
    filter.rights;
  return !isRare && PREPARED_LIMITS.has(limit);
}

/** By text, so that one name never stands for two statements. The shapes are few: sorts, reaches, kinds, ways. */
const names = new Map<string, string>();

async function readAtOnce(db: Database, page: PageStatement, values: Values): Promise<ListedRow[]> {
  const text = `with ${page.pick} select page.sort_value, ${MEDIA_COLUMNS} from page ${MEDIA_JOINS}
    order by page.sort_value ${page.direction}, page.media_id ${page.direction}`;
  let name = names.get(text);
  if (name === undefined) {
    name = `list-media-${names.size}`;
    names.set(text, name);
  }
  const { rows } = await db.pool.query<ListedRow>({ name, text, values: values.list });
  return rows;
}

/** Planning the small statement each time is cheap; that of the files is always the same one. */
async function readInTwo(
  db: Database,
  { filter }: MediaListRequest,
  page: PageStatement,
  values: Values,
): Promise<ListedRow[]> {
  const text = `with ${page.pick} select * from page
    order by sort_value ${page.direction}, media_id ${page.direction}`;
  const { rows: places } = await db.pool.query<Place>({ text, values: values.list });
  const ids = places.map(({ media_id }) => media_id);
  const found = await findMediaRows(db, filter.namespaceId, ids);
  const byId = new Map(found.map((row) => [row.id, row]));
  return places.flatMap(({ media_id, sort_value, hits }) => {
    const row = byId.get(media_id);
    return row ? [{ ...row, sort_value, hits }] : [];
  });
}

/** A ranked search has counted its hits on the way; only behind its end there is no row to tell. */
async function totalOf(db: Database, filter: MediaFilter, rows: readonly ListedRow[]): Promise<Total> {
  if (rows[0]?.hits === undefined) return countMedia(db, filter);
  const hits = Number(rows[0].hits);
  return { value: hits, isExact: hits < MAX_RANKED };
}

interface PageStatement {
  /** Common table expressions of which the last is `page (media_id, sort_value)`. */
  pick: string;
  direction: 'asc' | 'desc';
}

function writePage(page: {
  request: MediaListRequest;
  sort: MediaSort;
  order: Omit<SortOrder, 'column'>;
  position: Position | null;
  isBackwards: boolean;
  values: Values;
}): PageStatement {
  const { request, sort, order, position, isBackwards, values } = page;
  const condition = writeMediaCondition(request.filter, values);
  const isDown = order.isDescending !== isBackwards;
  const direction = isDown ? 'desc' : 'asc';
  const from = (value: string) => {
    if (!position) return '';
    const start = `(${values.add(toParameter(position.value, order))}, ${values.add(position.id)}::uuid)`;
    return `(${value}, media_id) ${isDown ? '<' : '>'} ${start}`;
  };
  const cut = (value: string) => {
    const skip = request.skip ? ` offset ${values.add(request.skip)}` : '';
    return `order by ${value} ${direction}, media_id ${direction} limit ${request.limit + 1}${skip}`;
  };

  if (sort === 'relevance') {
    const query = `to_tsquery('public.vitrine', ${values.add(request.filter.search)})`;
    const start = from('sort_value');
    const pick = `hit as materialized (
        select media_id, search from media_index where ${condition}
        order by created_at desc, media_id desc limit ${MAX_RANKED}),
      ranked as (
        select media_id, ts_rank_cd('{0.1, 0.3, 0.6, 1}', search, ${query}, 32)::float8 as sort_value from hit),
      page as materialized (
        select media_id, sort_value, (select count(*) from hit) as hits
        from ranked ${start && `where ${start}`} ${cut('sort_value')})`;
    return { pick, direction };
  }
  const { column } = sortOrders[sort];
  const start = from(column);
  const pick = `page as materialized (
      select media_id, ${column} as sort_value from media_index
      where ${condition} ${start && `and ${start}`} ${cut(column)})`;
  return { pick, direction };
}

function toCursorValue(value: Date | string | number, { type }: Pick<SortOrder, 'type'>): string | number {
  if (value instanceof Date) return value.getTime();
  return type === 'number' ? Number(value) : value;
}

function toParameter(value: string | number, { type }: Pick<SortOrder, 'type'>): unknown {
  if (type === 'text') return String(value);
  const parameter = type === 'time' ? new Date(Number(value)) : Number(value);
  // Also a moment past what a date can be.
  if (!Number.isFinite(parameter.valueOf()))
    throw new MediaError('input.invalid', { fields: { cursor: ['is damaged'] } });
  return parameter;
}
