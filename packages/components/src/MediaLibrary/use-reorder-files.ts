'use client';

import type { InfiniteData } from '@tanstack/react-query';
import type { CollectionId, MediaFile, MediaId, MediaListInput, MediaPage } from '@vitrine/schema';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { toKitError } from '../provider/kit-error.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { useKit } from '../provider/use-kit.ts';
import { useWorkStore } from '../work/work-context.ts';
import { beginWork } from '../work/work-store.ts';
import { placeFiles } from './place-files.ts';

/** Changes the order of a collection: at once in what is shown, and back where the server refuses it. */
export function useReorderFiles(collectionId: CollectionId | null, files: readonly MediaFile[]) {
  const { client, queryClient, announce } = useKit();
  const works = useWorkStore();
  const m = useWorkMessages();
  const format = useFormat();
  return async (moved: readonly MediaId[], after: MediaId | null): Promise<void> => {
    if (!collectionId || moved.length === 0) return;
    const ofThis = {
      queryKey: libraryKeys.lists,
      predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => showsOrderOf(queryKey, collectionId),
    };
    // As they stand in the list, whatever order they were chosen in.
    const going = files.flatMap(({ id }) => (moved.includes(id) ? [id] : []));
    await queryClient.cancelQueries(ofThis);
    const before = queryClient.getQueriesData<InfiniteData<MediaPage>>(ofThis);
    queryClient.setQueriesData<InfiniteData<MediaPage>>(ofThis, (data) =>
      data ? placeFiles(data, going, after) : data,
    );
    const others = files.filter(({ id }) => !going.includes(id));
    const position = (after === null ? 0 : others.findIndex(({ id }) => id === after) + 1) + 1;
    const [first] = going;
    const name = files.find(({ id }) => id === first)?.title ?? '';
    try {
      let afterId = after;
      for (const mediaId of going) {
        await client.trpc.collections.reorder.mutate({ id: collectionId, mediaId, afterId });
        afterId = mediaId;
      }
      announce(m.announceOrder(name, format.number(position), format.number(files.length)));
    } catch (error) {
      for (const [key, data] of before) queryClient.setQueryData(key, data);
      const text = m.orderFailed(toKitError(error).message);
      works.getState().add(beginWork({ deed: 'update', total: going.length, state: 'failed', error: text }));
      announce(text);
      // Some of several may have gone before one was refused.
      await queryClient.invalidateQueries(ofThis);
    }
  };
}

function showsOrderOf(queryKey: readonly unknown[], collectionId: CollectionId): boolean {
  const last = queryKey.at(-1);
  if (typeof last !== 'object' || last === null || !('input' in last)) return false;
  const input = last.input as MediaListInput;
  return input.collectionId === collectionId && input.sort === 'position';
}
