import { MAX_SEARCH_LENGTH, MediaKind, MediaQuery, MediaSort } from '@vitrine/schema';
import type * as z from 'zod';
import type { FilterQuery } from '../filters/filter-query.ts';
import { type BrowserParams, defaultParams } from './browser-params.ts';

type Writing = 'text' | 'list' | 'flag' | 'numbers' | 'times';

/** How each filter is written in an address. A new one that is missing here is a compile error. */
const writings: Record<keyof FilterQuery, Writing> = {
  mimeTypes: 'list',
  tagIds: 'list',
  anyTagIds: 'list',
  noTagIds: 'list',
  hasTags: 'flag',
  collectionId: 'text',
  isDeep: 'flag',
  uploadedBy: 'text',
  createdAt: 'times',
  updatedAt: 'times',
  takenAt: 'times',
  sizeBytes: 'numbers',
  width: 'numbers',
  height: 'numbers',
  orientations: 'list',
  aspectRatio: 'numbers',
  colors: 'list',
  durationSeconds: 'numbers',
  hasAlt: 'flag',
  hasLicense: 'flag',
  isAnalyzed: 'flag',
  isUsed: 'flag',
  isDamaged: 'flag',
  hasNearDuplicates: 'flag',
  reviewStatus: 'list',
  accessLevels: 'list',
  rights: 'text',
};
const keys = Object.keys(writings) as (keyof FilterQuery)[];

/** What a browser shows as the query of an address: `q=lake&kind=image&width=800..`. What is as always is left out. */
export function printBrowserParams(params: BrowserParams): URLSearchParams {
  const { search, kind, sort, searchSort, filters = {} } = params;
  const printed = new URLSearchParams();
  const write = (key: string, value: string | undefined) => {
    if (value !== undefined && value !== '') printed.append(key, value);
  };
  // As it is: who is about to write another word has a space at the end.
  write('q', search);
  if (kind !== defaultParams.kind) write('kind', kind);
  if (sort !== defaultParams.sort) write('sort', sort);
  write('searchSort', searchSort);
  for (const key of keys) {
    const value: unknown = filters[key];
    if (value === undefined || value === null) continue;
    if (Array.isArray(value)) for (const one of value) write(key, String(one));
    else if (typeof value === 'object') write(key, printRange(value));
    else if (typeof value === 'string' || typeof value === 'boolean') write(key, String(value));
  }
  return printed;
}

/** The same back from an address that anybody may have written: what cannot be read is left out. */
export function readBrowserParams(address: URLSearchParams | string): BrowserParams {
  const query = new URLSearchParams(address);
  const filters: Record<string, unknown> = {};
  for (const key of keys) {
    if (!query.has(key)) continue;
    const value = given<unknown>(MediaQuery.shape[key], readValue(query, key));
    if (value !== undefined) filters[key] = value;
  }
  const searchSort = given(MediaSort, query.get('searchSort'));
  return {
    search: query.get('q')?.slice(0, MAX_SEARCH_LENGTH) ?? '',
    kind: given(MediaKind, query.get('kind')) ?? 'all',
    sort: given(MediaSort, query.get('sort')) ?? defaultParams.sort,
    ...(searchSort && { searchSort }),
    ...(Object.keys(filters).length > 0 && { filters: filters as FilterQuery }),
  };
}

const given = <Value>(schema: z.ZodType<Value>, value: unknown): Value | undefined =>
  value === null ? undefined : schema.safeParse(value).data;

/** `800..1600`, `800..` or `..1600`. */
function printRange(range: object): string {
  const { min, max, from, until } = range as Record<string, string | number | undefined>;
  return `${min ?? from ?? ''}..${max ?? until ?? ''}`;
}

function readValue(query: URLSearchParams, key: keyof FilterQuery): unknown {
  const [value = ''] = query.getAll(key);
  switch (writings[key]) {
    case 'text':
      return value;
    case 'list':
      return query.getAll(key);
    case 'flag':
      return value === 'true' ? true : value === 'false' ? false : null;
    case 'numbers':
      return readRange(value, ['min', 'max'], Number);
    case 'times':
      return readRange(value, ['from', 'until'], String);
  }
}

function readRange(text: string, [first, last]: [string, string], read: (end: string) => unknown): unknown {
  const ends = text.split('..');
  const [from = '', until = ''] = ends;
  if (ends.length !== 2 || text === '..') return null;
  return { ...(from !== '' && { [first]: read(from) }), ...(until !== '' && { [last]: read(until) }) };
}
