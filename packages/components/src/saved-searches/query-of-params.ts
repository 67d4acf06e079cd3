import { type MediaKind, type MediaQuery, printSearchLeaf, type SavedSearch } from '@vitrine/schema';
import { type BrowserParams, defaultParams } from '../MediaBrowser/browser-params.ts';
import type { Place } from '../places/place.ts';

/** What is shown, as a query that can be kept. */
export function queryOfParams(params: BrowserParams, place: Place): MediaQuery {
  const { search, kind, filters } = params;
  return {
    ...filters,
    ...(place.kind === 'collection' && { collectionId: place.id }),
    ...(place.kind === 'review' && { reviewStatus: ['pending' as const] }),
    ...((place.kind === 'ending' || place.kind === 'ended') && { rights: place.kind }),
    ...(search.trim() !== '' && { search: search.trim() }),
    ...(kind !== 'all' && { kinds: [kind] }),
  };
}

/** The same for a smart collection: one names a collection in words, never by its id. */
export function smartQueryOf(
  query: MediaQuery,
  titleOf: (id: string) => string | undefined,
): Omit<MediaQuery, 'collectionId' | 'isDeep'> {
  const { collectionId, isDeep: _deep, search = '', ...rest } = query;
  const title = collectionId && titleOf(collectionId);
  if (!title) return { ...rest, ...(search !== '' && { search }) };
  const inside = printSearchLeaf({ type: 'choice', field: 'in', values: [title] });
  return { ...rest, search: `${inside} ${search === '' ? '' : `(${search})`}`.trim() };
}

/** What a kept query asks for, as the controls show it. */
export function paramsOfSaved(
  { query, sort }: Pick<SavedSearch, 'query' | 'sort'>,
  names: Readonly<Record<string, string>>,
): BrowserParams {
  const { search = '', kinds = [], timeZone: _zone, offered: _offered, ...filters } = query;
  const [only, ...others] = kinds as MediaKind[];
  // The tabs hold one kind; several are said in words.
  const types =
    others.length > 0 ? `${printSearchLeaf({ type: 'choice', field: 'type', values: [...kinds] })} ` : '';
  return {
    ...defaultParams,
    search: `${types}${search}`,
    kind: only && others.length === 0 ? only : 'all',
    ...(sort && (sort === 'relevance' ? {} : { sort, searchSort: sort })),
    filters,
    names,
  };
}
