'use client';

import { skipToken } from '@tanstack/react-query';
import type { MediaFile, MediaId } from '@vitrine/schema';
import { type KitError, toKitError } from '../provider/kit-error.ts';
import { trpc } from '../provider/trpc.ts';

export interface OneMedia {
  /** null while loading, and where there is no such file. */
  file: MediaFile | null;
  isLoading: boolean;
  error: KitError | null;
  retry(): void;
}

export function useMedia(id: MediaId | null): OneMedia {
  const query = trpc.media.get.useQuery(id === null ? skipToken : { id });
  return {
    file: query.data ?? null,
    isLoading: id !== null && query.isPending && query.error === null,
    error: query.error === null ? null : toKitError(query.error),
    retry: () => void query.refetch(),
  };
}
