'use client';

import { useState } from 'react';
import { toKitError } from '../provider/kit-error.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { useKit } from '../provider/use-kit.ts';
import { useAdopt } from '../work/use-adopt-tasks.ts';

/** Changes of collections: one at a time, with the reason where one is refused. */
export function useCollectionChanges() {
  const { queryClient, announce } = useKit();
  const adopt = useAdopt();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  return {
    isBusy,
    error,
    /** Does it, asks again for what it changes, and says so. @returns what came of it; null where it was refused. */
    async change<Outcome>(call: () => Promise<Outcome>, said: string): Promise<Outcome | null> {
      setBusy(true);
      setError(null);
      try {
        const outcome = await call();
        const { collections, lists, facets, suggestions } = libraryKeys;
        const stale = [collections, lists, facets, suggestions];
        await Promise.all([
          ...stale.map((queryKey) => queryClient.invalidateQueries({ queryKey })),
          // The end of one that held very many files reaches them by a task.
          adopt().catch(() => undefined),
        ]);
        announce(said);
        return outcome;
      } catch (failure) {
        setError(toKitError(failure).message);
        return null;
      } finally {
        setBusy(false);
      }
    },
    forget: () => setError(null),
  };
}
