'use client';

import { useState } from 'react';
import { toKitError } from '../provider/kit-error.ts';
import { useKit } from '../provider/use-kit.ts';
import { useAdopt } from '../work/use-adopt-tasks.ts';
import { useRefresh } from '../work/use-refresh.ts';

export interface TagChanges {
  isBusy: boolean;
  /** Why the last one was refused. */
  error: string | null;
  /** Does it, asks again for what it changes, and says so. @returns whether it was done. */
  change(call: () => Promise<unknown>, said: string): Promise<boolean>;
  forget(): void;
}

/** Changes of tags: one at a time, with the reason where one is refused. */
export function useTagChanges(): TagChanges {
  const { announce } = useKit();
  const refresh = useRefresh();
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
        await call();
        // Files carry the names and colors of their tags; many files are changed by a task.
        await Promise.all([refresh(), adopt().catch(() => undefined)]);
        announce(said);
        return true;
      } catch (failure) {
        setError(toKitError(failure).message);
        return false;
      } finally {
        setBusy(false);
      }
    },
    forget: () => setError(null),
  };
}
