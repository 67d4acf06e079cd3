'use client';

import { useMemo } from 'react';
import type { KitClient } from '../provider/kit-client.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { useKit } from '../provider/use-kit.ts';
import type { UploadStore } from '../store/upload-store.ts';
import { createUploadQueue, type UploadQueue } from './upload-queue.ts';

const queues = new WeakMap<UploadStore, { client: KitClient; queue: UploadQueue }>();

/** The one queue of a provider: uploads go on while a picker closes and a page of the library opens. */
export function useUploadQueue(): UploadQueue {
  const { client, queryClient, stores } = useKit();
  return useMemo(() => {
    const known = queues.get(stores.uploads);
    if (known && known.client === client) return known.queue;
    const queue = createUploadQueue({
      client,
      store: stores.uploads,
      onChanged: () => {
        for (const queryKey of [libraryKeys.lists, libraryKeys.collections, libraryKeys.stats]) {
          void queryClient.invalidateQueries({ queryKey });
        }
      },
    });
    queues.set(stores.uploads, { client, queue });
    return queue;
  }, [client, queryClient, stores]);
}
