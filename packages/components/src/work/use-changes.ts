'use client';

import { useState } from 'react';
import { toKitError } from '../provider/kit-error.ts';
import { useKit } from '../provider/use-kit.ts';
import { useAdopt } from './use-adopt-tasks.ts';

export interface Changes {
  isBusy: boolean;
  /** Why the last one was refused. */
  error: string | null;
  /** Does it, asks again for what it changes, and says so. @returns what came of it; null where it was refused. */
  change<Outcome>(call: () => Promise<Outcome>, said: string): Promise<Outcome | null>;
  forget(): void;
}

/**
 * Changes of what orders files: one at a time, with the reason where one is refused. Where very many files follow by a
 * task, it is told of.
 * @param refresh asks again for what they change.
 */
export function useChanges(refresh: () => Promise<unknown>): Changes {
  const { announce } = useKit();
  const adopt = useAdopt();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  return {
    isBusy,
    error,
    async change(call, said) {
      setBusy(true);
      setError(null);
      try {
        const outcome = await call();
        await Promise.all([refresh(), adopt()]);
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
