'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { MediaFile, MediaListInput, Total } from '@vitrine/schema';
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
  /** The last question failed; `files` may still hold what came before. */
  error: KitError | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  /** Asks for the next page, unless one is on its way. */
  loadMore(): void;
  /** Asks again what failed. */
  retry(): void;
}

/** Files per question: a screen and a half of small tiles. */
const PAGE_SIZE = 60;

/** The files that match a filter, page by page. A new filter starts at the first page. */
export function useMediaList(filter: MediaFilter, options: { enabled?: boolean } = {}): MediaList {
  const { client, queryClient } = useKit();
  const input = { limit: PAGE_SIZE, ...filter };
  const query = useInfiniteQuery(
    {
      queryKey: [...libraryKeys.lists, { input, type: 'infinite' }],
      queryFn: ({ pageParam, signal }) =>
        client.trpc.media.list.query(pageParam === null ? input : { ...input, after: pageParam }, { signal }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.nextCursor,
      enabled: options.enabled ?? true,
    },
    queryClient,
  );
  const { data, error, fetchNextPage, hasNextPage, isFetching, isFetchingNextPage, isPending, refetch } =
    query;
  const files = useMemo(() => uniqueFiles(data?.pages.flatMap((page) => page.items) ?? []), [data]);
  return {
    files,
    total: data?.pages.at(-1)?.total ?? null,
    isLoading: isPending && error === null,
    error: error === null ? null : toKitError(error),
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetching) void fetchNextPage();
    },
    retry: () => void (data && hasNextPage ? fetchNextPage() : refetch()),
  };
}

/** A file that changed its place between two questions comes twice: the first place counts. */
function uniqueFiles(files: MediaFile[]): MediaFile[] {
  return [...new Map(files.map((file) => [file.id, file])).values()];
}
