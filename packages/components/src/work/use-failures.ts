'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { MediaId, type TaskId } from '@vitrine/schema';
import { toKitError } from '../provider/kit-error.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { useKit } from '../provider/use-kit.ts';
import type { Failure, Work } from './work-store.ts';

const PAGE = 100;

export interface Failures {
  failures: readonly Failure[];
  isLoading: boolean;
  error: string | null;
  /** undefined where all are there. */
  loadMore: (() => void) | undefined;
}

/** What could not be done and why, file by file: as the answer told it, or page by page from the task. */
export function useFailures({ failures, taskId }: Work): Failures {
  const { client, queryClient } = useKit();
  const query = useInfiniteQuery(
    {
      queryKey: [...libraryKeys.tasks, 'outcomes', taskId],
      queryFn: ({ pageParam }) =>
        client.trpc.tasks.outcomes.query({
          id: taskId as TaskId,
          outcome: 'failed',
          limit: PAGE,
          ...(pageParam === null ? {} : { after: pageParam }),
        }),
      initialPageParam: null as MediaId | null,
      getNextPageParam: (page) => (page.nextAfter === null ? undefined : MediaId.parse(page.nextAfter)),
      enabled: failures === null && taskId !== null,
    },
    queryClient,
  );
  if (failures !== null) return { failures, isLoading: false, error: null, loadMore: undefined };
  const asked = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return {
    failures: asked.map(({ id, code, message }) => ({ id, code: code ?? '', message: message ?? '' })),
    isLoading: query.isPending && query.error === null,
    error: query.error === null ? null : toKitError(query.error).message,
    loadMore: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
  };
}
