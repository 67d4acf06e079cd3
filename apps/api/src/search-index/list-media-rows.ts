import type { MediaSort, Total } from '@vitrine/schema';
import type { Database } from '../db/open-database.ts';
import { MediaError } from '../errors/media-error.ts';
import { type ListIdentity, readCursor, writeCursor } from './cursor.ts';
import type { MediaFilter } from './media-filter.ts';
import type { MediaRow } from './media-row.ts';
import { type SortOrder, sortOrders } from './media-sort.ts';
import { type Cut, positionOrder, rankOrder } from './page-statement.ts';
import { type ListedRow, readPage } from './read-page.ts';

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

function toCursorValue(value: Date | string | number, type: SortOrder['type']): string | number {
  if (value instanceof Date) return value.getTime();
  return type === 'number' ? Number(value) : value;
}
