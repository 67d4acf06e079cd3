'use client';

import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import type { Highlight, MediaFile, MediaListInput, MediaPage, SearchPage, Total } from '@vitrine/schema';
import { useMemo } from 'react';
import { type KitError, toKitError } from '../provider/kit-error.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { useKit } from '../provider/use-kit.ts';

export type MediaFilter = Omit<MediaListInput, 'after' | 'before' | 'skip'>;

export interface MediaList {
  /** All that is loaded, each file once, in the order of the sort. */
  files: MediaFile[];
  /** null until the first answer. */
  total: Total | null;
  /** Nothing is there to show yet. */
  isLoading: boolean;
  /** `files` are those of the search or the filters before, until the new ones are here. */
  isPrevious: boolean;
  /** The last question failed; `files` may still hold what came before. */
  error: KitError | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  /** What a search says beside its files; null without one. */
  found: Found | null;
  /** Asks for the next page, unless one is on its way. */
  loadMore(): void;
  /** Asks again what failed. */
  retry(): void;
}

export interface Found {
  highlights: readonly Highlight[];
  /** The search with the words that may have been meant. */
  didYouMean: string | null;
  /** Nothing was found as typed: `files` are those of `didYouMean`. */
  isCorrected: boolean;
}

/** Files per question: a screen and a half of small tiles. */
const PAGE_SIZE = 60;

type Page = MediaPage & Partial<Omit<SearchPage, keyof MediaPage>>;

/** The files that match a filter, page by page. A new filter starts at the first page; until it is there, that of the
 *  search or the filters before stays. */
export function useMediaList(filter: MediaFilter, options: { enabled?: boolean } = {}): MediaList {
  const { client, queryClient } = useKit();
  const input = { limit: PAGE_SIZE, ...filter };
  const isSearch = Boolean(input.search?.trim());
  const query = useInfiniteQuery(
    {
      // A search is a list that knows more: what makes a list old makes it old too.
      queryKey: [...libraryKeys.lists, { input, type: 'infinite' }],
      queryFn: ({ pageParam, signal }): Promise<Page> => {
        const { media, search } = client.trpc;
        const asked = pageParam === null ? input : { ...input, after: pageParam };
        return (isSearch ? search.query : media.list).query(asked, { signal });
      },
      initialPageParam: null as string | null,
      getNextPageParam: (page: Page) => page.nextCursor,
      enabled: options.enabled ?? true,
      placeholderData: (before: InfiniteData<Page, string | null> | undefined, of) =>
        placeOf(of?.queryKey.at(-1)) === placeOf({ input }) ? before : undefined,
    },
    queryClient,
  );
  const { data, error, fetchNextPage, hasNextPage, isFetching, isFetchingNextPage, isPending, refetch } =
    query;
  const files = useMemo(() => uniqueFiles(data?.pages.flatMap((page) => page.items) ?? []), [data]);
  const found = useMemo(() => (isSearch && data ? foundIn(data.pages) : null), [isSearch, data]);
  return {
    files,
    total: data?.pages.at(-1)?.total ?? null,
    isLoading: isPending && error === null,
    isPrevious: query.isPlaceholderData,
    error: error === null ? null : toKitError(error),
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    found,
    loadMore: () => {
      if (hasNextPage && !isFetching) void fetchNextPage();
    },
    retry: () => void (data && hasNextPage ? fetchNextPage() : refetch()),
  };
}

/** Where one looks: another collection or the trash is not the same list with other filters. */
function placeOf(key: unknown): string | null {
  if (typeof key !== 'object' || key === null || !('input' in key)) return null;
  const { state, collectionId, reviewStatus, rights, offered } = key.input as MediaFilter;
  return JSON.stringify([state, collectionId, reviewStatus, rights, offered]);
}

function foundIn(pages: readonly Page[]): Found {
  const [first] = pages;
  return {
    highlights: pages.flatMap((page) => page.highlights ?? []),
    didYouMean: first?.didYouMean ?? null,
    isCorrected: first?.isCorrected ?? false,
  };
}

/** A file that changed its place between two questions comes twice: the first place counts. */
function uniqueFiles(files: MediaFile[]): MediaFile[] {
  return [...new Map(files.map((file) => [file.id, file])).values()];
}
