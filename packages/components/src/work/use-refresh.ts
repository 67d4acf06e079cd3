'use client';

import { useCallback } from 'react';
import { libraryKeys } from '../provider/library-keys.ts';
import { useKit } from '../provider/use-kit.ts';

/** Asks again for all that work on many files can have changed. */
export function useRefresh(): () => Promise<void> {
  const { queryClient } = useKit();
  return useCallback(async () => {
    const { lists, one, some, usage, collections, tags, stats, facets, suggestions } = libraryKeys;
    const stale = [lists, one, some, usage, collections, tags, stats, facets, suggestions];
    await Promise.all(stale.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  }, [queryClient]);
}
