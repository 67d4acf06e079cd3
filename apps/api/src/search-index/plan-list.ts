import type { Estimate } from './estimate-hits.ts';
import type { Condition, FileCondition, MediaFilter } from './media-filter.ts';
import type { SortOrder } from './media-sort.ts';

/**
 * How the files of a page are found.
 * - `direct`: an index has the condition and the order; PostgreSQL is right by itself.
 * - `walk`: in the order of the list, `budget` files at most; where that does not fill the page, it is gathered.
 * - `gather`: all hits first, then their order.
 */
export type ListPlan = { way: 'direct' } | { way: 'walk'; budget: number } | { way: 'gather' };

/** Up to so many hits, gathering them costs less than a page may. */
const FEW = 1500;
/** What reading one more hit by its own index costs, in steps of a walk: it may lie anywhere. */
const COST_OF_HIT = 1.5;
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

/** @param needed rows of the page, those that are skipped included. */
export function planList(filter: MediaFilter, { hits, files }: Estimate, needed: number): ListPlan {
  if (files <= SMALL_LIBRARY || isRare(filter)) return { way: 'gather' };
  if (hits === null) return needed > BLIND_BUDGET ? { way: 'gather' } : { way: 'walk', budget: BLIND_BUDGET };
  if (hits <= FEW) return { way: 'gather' };
  const steps = (needed * files) / hits;
  if (steps > MAX_BUDGET || steps > hits * COST_OF_HIT) return { way: 'gather' };
  return { way: 'walk', budget: Math.min(MAX_BUDGET, Math.ceil(steps * PATIENCE)) };
}
