import { MediaError } from '../errors/media-error.ts';
import type { Position } from './cursor.ts';
import { type Condition, type MediaFilter, Values } from './media-filter.ts';
import type { SortOrder } from './media-sort.ts';
import { isWithinOrder } from './plan-list.ts';
import type { TextNode } from './text-query.ts';
import { writeCondition, writeMediaCondition, writeWalked } from './write-condition.ts';
import { writeRank } from './write-rank.ts';

export interface Cut {
  limit: number;
  skip?: number | undefined;
  position: Position | null;
  isBackwards: boolean;
}

export interface Statement {
  text: string;
  values: unknown[];
}

/** Chooses `media_id`, `sort_value` and `hits`: how many were found, null where they were not counted. */
export interface PageStatement extends Statement {
  /** Of the order. */
  direction: 'asc' | 'desc';
  /** Whether it runs the same way whatever its values are, so that it need not be planned for them. */
  isFixed: boolean;
}

/** A search by relevance ranks the newest of its hits and no more. */
export const MAX_RANKED = 1000;
/** Of words that are everywhere, fewer: they are the newest anyway. */
export const MAX_RANKED_COMMON = 300;
/** Hits that are gathered at most where a search ranks them: beyond, any. */
export const MAX_GATHERED = 20_000;

type Order = Pick<SortOrder, 'type' | 'isDescending'>;
export const rankOrder: Order = { isDescending: true, type: 'number' };
export const positionOrder: Order = { isDescending: false, type: 'text' };

interface Way {
  /** `asc` or `desc`, as the statement runs. */
  direction: 'asc' | 'desc';
  /** The condition that the cursor makes of a column, empty without one. */
  from(column: string): string;
  end: string;
}

function wayOf(cut: Cut, order: Order, values: Values): Way {
  const isDown = order.isDescending !== cut.isBackwards;
  const { position } = cut;
  let start = '';
  if (position) {
    start = `(${values.add(toParameter(position.value, order))}, ${values.add(position.id)}::uuid)`;
  }
  return {
    direction: isDown ? 'desc' : 'asc',
    from: (column) => (start ? `(${column}, media_id) ${isDown ? '<' : '>'} ${start}` : ''),
    // Written out: what is planned once for any limit is planned for a tenth of the table.
    end: `limit ${cut.limit + 1}${cut.skip ? ` offset ${values.add(cut.skip)}` : ''}`,
  };
}

const and = (...parts: string[]) => parts.filter(Boolean).join(' and ');
const where = (...parts: string[]) => {
  const all = and(...parts);
  return all && `where ${all}`;
};

/**
 * What an index has in this order.
 * @param budget how many files are looked at; null leaves it to PostgreSQL, and to the end of the list.
 */
export function writeDirect(
  filter: MediaFilter,
  order: SortOrder,
  cut: Cut,
  budget: number | null,
): PageStatement {
  if (budget !== null) return writeWalk(filter, order, cut, budget);
  const values = new Values();
  const { column } = order;
  const condition = writeMediaCondition(filter, values);
  const way = wayOf(cut, order, values);
  const text = `select media_id, ${column} as sort_value, null::bigint as hits
    from media_index ${where(condition, way.from(column))}
    order by ${column} ${way.direction}, media_id ${way.direction} ${way.end}`;
  return { text, values: values.list, direction: way.direction, isFixed: false };
}

/** The first files in the order of the list that fit, of `budget` files. */
export function writeWalk(filter: MediaFilter, order: SortOrder, cut: Cut, budget: number): PageStatement {
  const values = new Values();
  const { column } = order;
  const way = wayOf(cut, order, values);
  // The index of the order is entered where they begin to hold.
  const conditions = filter.conditions.filter((condition) => isWithinOrder(condition, column));
  return {
    text: walk(filter, values, { column, way, budget, conditions }),
    values: values.list,
    direction: way.direction,
    isFixed: true,
  };
}

interface Walk {
  column: SortOrder['column'];
  way: Way;
  budget: number;
  conditions: readonly Condition[];
}

function walk(filter: MediaFilter, values: Values, { column, way, budget, conditions }: Walk): string {
  const { inside, taken } = writeWalked(filter, values, column);
  const entered = conditions.map((condition) => writeCondition(condition, values, filter));
  // The budget is written out as well. They are few, see plan-list.ts.
  return `select media_id, ${column} as sort_value, null::bigint as hits
    from (select * from media_index ${where(...inside, ...entered, way.from(column))}
      order by ${column} ${way.direction}, media_id ${way.direction} limit ${budget}) media_index
    where ${taken()} ${way.end}`;
}

/** All hits, then their order. @param isCounted whether `hits` tells how many they are: for few, that costs nothing. */
export function writeGather(
  filter: MediaFilter,
  { column, ...order }: SortOrder,
  cut: Cut,
  isCounted: boolean,
): PageStatement {
  const values = new Values();
  const condition = writeMediaCondition(filter, values);
  const way = wayOf(cut, order, values);
  const hits = `select media_id, ${column} as sort_value from media_index where ${condition}`;
  const end = `${where(way.from('sort_value'))}
    order by sort_value ${way.direction}, media_id ${way.direction} ${way.end}`;
  const text = isCounted
    ? `with hit as materialized (${hits})
      select media_id, sort_value, (select count(*) from hit) as hits from hit ${end}`
    : // The offset keeps PostgreSQL from walking the order instead, and nothing is put by.
      `select media_id, sort_value, null::bigint as hits from (${hits} offset 0) hit ${end}`;
  return { text, values: values.list, direction: way.direction, isFixed: filter.entry !== undefined };
}

/** In the order that people gave a collection. */
export function writePositions(filter: MediaFilter, collectionId: string, cut: Cut): PageStatement {
  const values = new Values();
  const condition = writeMediaCondition(filter, values);
  const way = wayOf(cut, positionOrder, values);
  const text = `select media_id, item.position as sort_value, null::bigint as hits
    from (select media_id, position from collection_item
      where namespace_id = ${values.add(filter.namespaceId)} and collection_id = ${values.add(collectionId)}::uuid) item
    join media_index using (media_id)
    ${where(condition, way.from('item.position'))}
    order by item.position ${way.direction}, media_id ${way.direction} ${way.end}`;
  return { text, values: values.list, direction: way.direction, isFixed: false };
}

/** By rank: the newest of the hits, found by a walk of `budget` files, or else gathered and the newest `most` of them. */
export function writeRanked(
  filter: MediaFilter & { text: TextNode },
  cut: Cut,
  how: { budget: number } | { most: number; isCounted: boolean },
): PageStatement {
  const values = new Values();
  const newest = 'budget' in how ? walkNewest(filter, values, how.budget) : gatherNewest(filter, values, how);
  const way = wayOf(cut, rankOrder, values);
  const hits = 'budget' in how || how.isCounted ? '(select count(*) from hit)' : 'null::bigint';
  const text = `with ${newest},
    ranked as (
      select i.media_id, ${writeRank(filter, values)} as sort_value from newest join media_index i using (media_id))
    select media_id, sort_value, ${hits} as hits
    from ranked ${where(way.from('sort_value'))}
    order by sort_value ${way.direction}, media_id ${way.direction} ${way.end}`;
  return {
    text,
    values: values.list,
    direction: way.direction,
    isFixed: 'budget' in how || filter.entry !== undefined,
  };
}

function gatherNewest(
  filter: MediaFilter,
  values: Values,
  { most, isCounted }: { most: number; isCounted: boolean },
): string {
  const hits = `select media_id, created_at from media_index where ${writeMediaCondition(filter, values)}
      limit ${MAX_GATHERED}`;
  return `${isCounted ? `hit as materialized (${hits}),` : ''}
    newest as materialized (
      select media_id from ${isCounted ? 'hit' : `(${hits}) hit`}
      order by created_at desc, media_id desc limit ${most})`;
}

function walkNewest(filter: MediaFilter, values: Values, budget: number): string {
  return `hit as materialized (
      select media_id from ${writeNewest(filter, values, budget)} limit ${MAX_RANKED_COMMON}),
    newest as (select media_id from hit)`;
}

/** The newest `budget` files, and which of them fit: what stands behind `from`. */
export function writeNewest(filter: MediaFilter, values: Values, budget: number): string {
  const { inside, taken } = writeWalked(filter, values, 'created_at');
  return `(select * from media_index where ${and(...inside)}
      order by created_at desc, media_id desc limit ${budget}) media_index
    where ${taken()}`;
}

function toParameter(value: string | number, { type }: Order): unknown {
  if (type === 'text') return String(value);
  const parameter = type === 'time' ? new Date(Number(value)) : Number(value);
  // Also a moment past what a date can be.
  if (!Number.isFinite(parameter.valueOf()))
    throw new MediaError('input.invalid', { fields: { cursor: ['is damaged'] } });
  return parameter;
}
