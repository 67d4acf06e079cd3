'use client';

import { libraryKeys } from '../provider/library-keys.ts';
import { useKit } from '../provider/use-kit.ts';
import { type Changes, useChanges } from '../work/use-changes.ts';

const { collections, lists, facets, suggestions } = libraryKeys;

/** Changes of collections. */
export function useCollectionChanges(): Changes {
  const { queryClient } = useKit();
  return useChanges(() =>
    Promise.all(
      [collections, lists, facets, suggestions].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    ),
  );
}
