import { type MediaQuery, MediaSort, mediaFilters } from '@vitrine/schema';
import * as z from 'zod';

const Stored = z.object({ query: z.record(z.string(), z.unknown()), sort: z.unknown() }).partial();

/**
 * A query as it is kept, of a smart collection or a saved search. Filters that this version does not know, or can't read
 * any more, are left out: a newer one may have written them. Then `isWhole` is false, and it matches more than was meant.
 */
export function readSavedQuery(stored: unknown): {
  query: MediaQuery;
  sort: MediaSort | null;
  isWhole: boolean;
} {
  const { query = {}, sort } = Stored.safeParse(stored).data ?? {};
  const known = Object.entries(mediaFilters).flatMap(([name, schema]) => {
    const read = schema.safeParse(query[name]);
    return read.success && read.data !== undefined ? [[name, read.data] as const] : [];
  });
  const isWhole = Object.keys(query).length === known.length;
  return { query: Object.fromEntries(known), sort: MediaSort.safeParse(sort).data ?? null, isWhole };
}
