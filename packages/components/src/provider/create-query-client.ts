import { QueryClient } from '@tanstack/react-query';
import { isAbort, toKitError } from './kit-error.ts';

const FRESH_MS = 5 * 60_000;
const MAX_RETRIES = 2;
/** Failures that pass by themselves; every other answer is the same the next time. */
const PASSING = new Set(['network', 'storage.unavailable', 'rate.limited']);

/** Answers are fresh for five minutes (events tell of changes); a connection that comes back asks again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        refetchOnWindowFocus: false,
        refetchOnReconnect: true,
        networkMode: 'always',
        retry: (count, error) =>
          count < MAX_RETRIES && !isAbort(error) && PASSING.has(toKitError(error).code),
      },
      mutations: { networkMode: 'always' },
    },
  });
}
