import type { Estimate } from './estimate-hits.ts';
import type { Stretch } from './find-stretch.ts';
import type { Condition, FileCondition, MediaFilter } from './media-filter.ts';
import type { SortOrder } from './media-sort.ts';

/**
 * How the files of a page are found.
 * - `walk`: in the order of the list, `budget` files at most; where that does not fill the page, it is gathered.
 * - `stretch`: the hits among about the newest `files`; where these are too few, it is gathered.
 * - `gather`: all hits first, then their order.
 */
export type ListPlan =
  | { way: 'walk'; budget: number }
  | { way: 'stretch'; files: number }
  | { way: 'gather' };

/** Up to so many hits, gathering them costs less than a page may. */
const FEW = 1500;
/** What reading one more hit by its own index costs, in steps of a walk: it may lie anywhere. */
const COST_OF_HIT = 2;
/** Files that a walk reads at most, in vain or not. */
const MAX_BUDGET = 12_000;
/** Where nothing is known of a condition. */
const BLIND_BUDGET = 5000;
/** A walk is given this many times as long as it is expected to take. */
const PATIENCE = 3;
/** So few files are gathered at once. */
const SMALL_LIBRARY = 5000;

/** Conditions that are a stretch of an order. */
const stretches: Readonly<Record<string, keyof FileCondition>> = {
  created_at: 'createdAt',
  updated_at: 'updatedAt',
  size_bytes: 'sizeBytes',
};

/** Whether PostgreSQL chooses rightly by itself, from an index that has all of it. */
export function isDirect(filter: MediaFilter, column: SortOrder['column']): boolean {
  return (
    filter.state === 'trashed' || filter.conditions.every((condition) => isWithinOrder(condition, column))
  );
}

/** Whether the index of this order can be entered where the condition begins to hold. */
export function isWithinOrder(condition: Condition, column: SortOrder['column']): boolean {
  if (condition.type !== 'file') return false;
  return Object.entries(condition.file).every(
    ([name, value]) => value === undefined || stretches[column] === name,
  );
}

/**
 * Whether a condition is there whose files are few and have their own index. A plan that is made once for all values does not
 * know that, and would walk the order.
 */
const isRare = ({ conditions }: MediaFilter) =>
  conditions.some(
    (condition) =>
      condition.type === 'file' &&
      (condition.file.rights !== undefined || condition.file.reviewStatus?.includes('approved') === false),
  );

/** More hits than that are not gathered for the sake of one condition. */
const MAX_ENTERED = 50_000;

/** The filter as it is gathered: where its words, tags or collections leave few files of a large namespace, through their index. */
export function enterByCondition(
  filter: MediaFilter,
  { entered, files, commonPrefixes }: Estimate,
): MediaFilter {
  const isOwn =
    filter.state === 'live' && entered !== null && entered <= MAX_ENTERED && files > SMALL_LIBRARY;
  return isOwn && !isRare(filter) ? { ...filter, entry: { commonPrefixes } } : filter;
}

/** The filter with nothing but what came in a stretch. */
export const enterStretch = (
  filter: MediaFilter,
  { commonPrefixes }: Estimate,
  { periods }: Stretch,
): MediaFilter => ({ ...filter, entry: { periods, commonPrefixes } });

/** Of hits that are not rare, a stretch with this many times as many as are needed is taken. */
const MARGIN = 1.5;
/** What a file costs that a stretch passes over, in steps of a walk. */
const COST_OF_PASSED = 0.04;

/**
 * @param needed rows of the page, those that are skipped included.
 * @param isNewest whether the newest hits are wanted, from the newest on.
 */
export function planList(
  filter: MediaFilter,
  estimate: Estimate,
  needed: number,
  isNewest: boolean,
): ListPlan {
  const { hits, files } = estimate;
  if (files <= SMALL_LIBRARY || isRare(filter)) return { way: 'gather' };
  if (hits === null) return needed > BLIND_BUDGET ? { way: 'gather' } : { way: 'walk', budget: BLIND_BUDGET };
  if (hits <= FEW) return { way: 'gather' };
  const steps = (needed * files) / hits;
  const gathered = (estimate.entered ?? hits) * COST_OF_HIT;
  if (steps <= MAX_BUDGET && steps <= gathered) {
    // A power of two: it stands in the text of the statement, and there are to be few texts.
    return { way: 'walk', budget: Math.min(MAX_BUDGET, 2 ** Math.ceil(Math.log2(steps * PATIENCE))) };
  }
  const stretch = steps * MARGIN;
  const visited = (gathered * stretch) / files;
  const isShort = stretch <= files / 4 && visited + stretch * COST_OF_PASSED < gathered / 2;
  return isNewest && isShort && hasWords(filter) ? { way: 'stretch', files: stretch } : { way: 'gather' };
}

/** Words that all hits have, so that their index is the one that is used. */
const hasWords = ({ conditions, state }: MediaFilter) =>
  state === 'live' && conditions.some(({ type }) => type === 'text');
