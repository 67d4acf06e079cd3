import type { MediaQuery } from '@vitrine/schema';

/** What the filter panel narrows a list by: all of a query but its words and its kinds, which have controls of their own. */
export type FilterQuery = Omit<MediaQuery, 'search' | 'timeZone' | 'kinds' | 'offered'>;

/** The same query without this filter. */
export function withoutFilter(query: FilterQuery, key: keyof FilterQuery): FilterQuery {
  const { [key]: _gone, ...rest } = query;
  return rest;
}

/** Sets a filter; nothing, or a list without entries, takes it away. */
export function withFilter<Key extends keyof FilterQuery>(
  query: FilterQuery,
  key: Key,
  value: FilterQuery[Key] | null,
): FilterQuery {
  const isNothing =
    value === null ||
    value === undefined ||
    (Array.isArray(value) && value.length === 0) ||
    (typeof value === 'object' &&
      !Array.isArray(value) &&
      Object.values(value).every((one) => one === undefined));
  return isNothing ? withoutFilter(query, key) : { ...query, [key]: value };
}

/** The list with an entry more, or without it where it has it. */
export const toggled = <Value>(values: readonly Value[] | undefined, value: Value): Value[] =>
  values?.includes(value) ? values.filter((other) => other !== value) : [...(values ?? []), value];

const YEAR = /^(\d{4})-01-01T00:00:00(?:\.000)?Z$/;

/** All of a year, UTC. */
export const yearRange = (year: number) => ({
  from: `${year}-01-01T00:00:00Z`,
  until: `${year + 1}-01-01T00:00:00Z`,
});

/** The year that a range is exactly; null for any other one. */
export function yearOf(range: { from?: string | undefined; until?: string | undefined }): number | null {
  const from = Number(YEAR.exec(range.from ?? '')?.[1]);
  const until = Number(YEAR.exec(range.until ?? '')?.[1]);
  return until === from + 1 ? from : null;
}
