'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { MediaFile, MediaId } from '@vitrine/schema';
import { useMemo } from 'react';
import { type KitError, toKitError } from '../provider/kit-error.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { useKit } from '../provider/use-kit.ts';

/** The server takes this many ids in one question. */
const MAX_IDS = 500;

export interface SomeMedia {
  /** What exists and may be seen. */
  files: ReadonlyMap<MediaId, MediaFile>;
  isLoading: boolean;
  error: KitError | null;
  retry(): void;
}

/** The files of these ids in one question; a changed order asks nothing new. */
export function useMediaFiles(ids: readonly MediaId[]): SomeMedia {
  const { client, queryClient } = useKit();
  const wanted = [...new Set(ids)].sort();
  const query = useQuery(
    {
      queryKey: [...libraryKeys.some, { input: { ids: wanted }, type: 'query' }],
      queryFn: async ({ signal }) => {
        const parts = Array.from({ length: Math.ceil(wanted.length / MAX_IDS) }, (_, index) =>
          wanted.slice(index * MAX_IDS, (index + 1) * MAX_IDS),
        );
        const answers = await Promise.all(
          parts.map((part) => client.trpc.media.getMany.query({ ids: part }, { signal })),
        );
        return answers.flat();
      },
      enabled: wanted.length > 0,
      // One file more or less must not empty a field while the answer is on its way.
      placeholderData: keepPreviousData,
    },
    queryClient,
  );
  const { data, error } = query;
  return {
    files: useMemo(() => new Map((data ?? []).map((file) => [file.id, file])), [data]),
    isLoading: wanted.length > 0 && query.isPending && error === null,
    error: error === null ? null : toKitError(error),
    retry: () => void query.refetch(),
  };
}
