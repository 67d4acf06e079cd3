import { useEffect, useState } from 'react';

export type Loaded<Value> =
  | { state: 'loading' }
  | { state: 'failed'; message: string }
  | { state: 'ready'; value: Value };

/** Runs `load` once for each `key`; an answer that comes after the key changed is dropped. */
export function useLoaded<Value>(key: string, load: () => Promise<Value>): Loaded<Value> {
  const [loaded, setLoaded] = useState<{ key: string; result: Loaded<Value> }>({
    key,
    result: { state: 'loading' },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key names what is loaded
  useEffect(() => {
    let current = true;
    load().then(
      (value) => current && setLoaded({ key, result: { state: 'ready', value } }),
      (error: unknown) =>
        current &&
        setLoaded({
          key,
          result: { state: 'failed', message: error instanceof Error ? error.message : String(error) },
        }),
    );
    return () => {
      current = false;
    };
  }, [key]);
  return loaded.key === key ? loaded.result : { state: 'loading' };
}
