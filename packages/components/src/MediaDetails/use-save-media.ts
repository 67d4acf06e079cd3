'use client';

import type { InfiniteData } from '@tanstack/react-query';
import type { MediaFile, MediaPage, UpdateMediaInput } from '@vitrine/schema';
import { useRef, useState } from 'react';
import { type KitError, toKitError } from '../provider/kit-error.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { trpc } from '../provider/trpc.ts';
import { useKit } from '../provider/use-kit.ts';

export type MediaChange = Omit<UpdateMediaInput, 'id' | 'ifRevision'>;

export interface SaveMedia {
  /** Resolves to false where it was refused; `error` then says why. */
  save(change: MediaChange): Promise<boolean>;
  error: KitError | null;
  /** Somebody else was first: nothing of theirs was overwritten. */
  isConflict: boolean;
  isSaving: boolean;
  /** Fetches the newest state and forgets the refusal. */
  reload(): Promise<void>;
}

/** Saves one field after the other, each on the revision that the one before made. */
export function useSaveMedia(file: MediaFile): SaveMedia {
  const { client, queryClient } = useKit();
  const utils = trpc.useUtils();
  const [error, setError] = useState<KitError | null>(null);
  const [running, setRunning] = useState(0);
  const last = useRef<{ id: string; revision: number; done: Promise<unknown> } | null>(null);

  const show = (saved: MediaFile) => {
    utils.media.get.setData({ id: saved.id }, saved);
    queryClient.setQueriesData<InfiniteData<MediaPage>>({ queryKey: libraryKeys.lists }, (data) =>
      data?.pages
        ? {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              items: page.items.map((item) => (item.id === saved.id ? saved : item)),
            })),
          }
        : data,
    );
  };

  const send = async (change: MediaChange): Promise<boolean> => {
    const known = last.current?.id === file.id ? last.current.revision : 0;
    try {
      const saved = await client.trpc.media.update.mutate({
        ...change,
        id: file.id,
        ifRevision: Math.max(known, file.revision),
      });
      if (last.current) last.current.revision = saved.revision;
      show(saved);
      setError(null);
      if (change.tags) void queryClient.invalidateQueries({ queryKey: libraryKeys.tags });
      return true;
    } catch (failure) {
      setError(toKitError(failure));
      return false;
    }
  };

  return {
    save(change) {
      if (last.current?.id !== file.id) {
        last.current = { id: file.id, revision: file.revision, done: Promise.resolve() };
      }
      setRunning((count) => count + 1);
      const saved = last.current.done
        .then(() => send(change))
        .finally(() => setRunning((count) => count - 1));
      last.current.done = saved;
      return saved;
    },
    error,
    isConflict: error?.code === 'conflict',
    isSaving: running > 0,
    async reload() {
      try {
        const newest = await client.trpc.media.get.query({ id: file.id });
        last.current = null;
        show(newest);
        setError(null);
      } catch (failure) {
        setError(toKitError(failure));
      }
    },
  };
}
