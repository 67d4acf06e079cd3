import { type MediaKind, type MediaSort, parseSearchQuery } from '@vitrine/schema';
import type { FilterQuery } from '../filters/filter-query.ts';
import type { Messages } from '../i18n/core-messages.ts';

/** What the person asks for: a text, a tab, an order and filters. */
export interface BrowserParams {
  search: string;
  kind: MediaKind | 'all';
  /** The order without a search; one for words is shown by relevance, until another order is chosen for it. */
  sort: MediaSort;
  searchSort?: MediaSort | undefined;
  filters?: FilterQuery | undefined;
  /** Names of the tags, collections and people in `filters`, by their ids. */
  names?: Readonly<Record<string, string>> | undefined;
}

export const defaultParams: BrowserParams = { search: '', kind: 'all', sort: '-createdAt' };

/** Something was asked for that leaves files out. */
export function isFiltered({ search, kind, filters = {} }: BrowserParams): boolean {
  return search.trim() !== '' || kind !== 'all' || Object.keys(filters).length > 0;
}

/** Whether a search has words that a file can match better or worse; operators alone do not order. */
function searchesWords(search: string): boolean {
  return parseSearchQuery(search).terms.some(
    ({ leaf, isNegated }) => !isNegated && (leaf.type === 'word' || leaf.type === 'phrase'),
  );
}

/** The order in which they are shown. */
export function sortOf({ search, sort, searchSort }: BrowserParams, isCollection: boolean): MediaSort {
  if (searchesWords(search)) return searchSort ?? 'relevance';
  return sort === 'relevance' || (sort === 'position' && !isCollection) ? defaultParams.sort : sort;
}

/** Another order: of this search while there is one, so that the earlier order comes back with its end. */
export const withSort = (params: BrowserParams, sort: MediaSort): BrowserParams =>
  searchesWords(params.search) ? { ...params, searchSort: sort } : { ...params, sort };

/** Another search; without words the order chosen for it ends too. */
export function withSearch(params: BrowserParams, search: string): BrowserParams {
  const { searchSort, ...rest } = params;
  return { ...rest, search, ...(searchSort && searchesWords(search) && { searchSort }) };
}

export function sortOptions(
  messages: Messages,
  { search }: BrowserParams,
  isCollection = false,
): { id: MediaSort; label: string }[] {
  return [
    ...(searchesWords(search) ? [{ id: 'relevance' as const, label: messages.sortRelevance }] : []),
    ...(isCollection ? [{ id: 'position' as const, label: messages.sortPosition }] : []),
    { id: '-createdAt', label: messages.sortNewest },
    { id: 'createdAt', label: messages.sortOldest },
    { id: '-updatedAt', label: messages.sortUpdated },
    { id: '-takenAt', label: messages.sortTaken },
    { id: 'title', label: messages.sortNameAscending },
    { id: '-title', label: messages.sortNameDescending },
    { id: '-sizeBytes', label: messages.sortLargest },
    { id: 'sizeBytes', label: messages.sortSmallest },
    { id: '-referenceCount', label: messages.sortUsed },
    { id: 'referenceCount', label: messages.sortUnused },
  ];
}

/** All and the kinds that may be chosen here, in the order of the seeds. One kind alone needs no tabs. */
export function kindOptions(
  messages: Messages,
  mediaTypes: readonly MediaKind[],
): { id: MediaKind | 'all'; label: string }[] {
  const labels: [MediaKind, string][] = [
    ['image', messages.kindImage],
    ['video', messages.kindVideo],
    ['document', messages.kindDocument],
    ['audio', messages.kindAudio],
  ];
  const shown = labels.filter(([kind]) => mediaTypes.length === 0 || mediaTypes.includes(kind));
  if (shown.length === 1) return [];
  return [{ id: 'all', label: messages.kindAll }, ...shown.map(([id, label]) => ({ id, label }))];
}
