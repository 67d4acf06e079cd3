'use client';

import type { MediaFile, MediaId } from '@vitrine/schema';
import { useState } from 'react';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { toKitError } from '../provider/kit-error.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { useKit } from '../provider/use-kit.ts';

export interface Refusal {
  file: MediaFile;
  code: string;
  message: string;
}

export interface DeleteMedia {
  /** Files that the person is asked about; empty where nothing is asked. */
  asked: readonly MediaFile[];
  /** Files that stay, and why, after the deed. */
  refused: readonly Refusal[];
  isBusy: boolean;
  ask(files: readonly MediaFile[]): void;
  confirm(): Promise<void>;
  dismiss(): void;
}

/** The steps of moving files to the trash: ask, do, tell what could not go. */
export function useDeleteMedia(onDeleted?: (ids: readonly MediaId[]) => void): DeleteMedia {
  const { client, queryClient } = useKit();
  const m = useMessages();
  const format = useFormat();
  const announce = useAnnounce();
  const [asked, setAsked] = useState<readonly MediaFile[]>([]);
  const [refused, setRefused] = useState<readonly Refusal[]>([]);
  const [isBusy, setBusy] = useState(false);

  const run = async (files: readonly MediaFile[]) => {
    setBusy(true);
    try {
      const outcome = await client.trpc.media.delete.mutate({ ids: files.map(({ id }) => id) });
      const byId = new Map(files.map((file) => [file.id as string, file]));
      setRefused(
        outcome.failed.flatMap(({ id, code, message }) => {
          const file = byId.get(id);
          return file ? [{ file, code, message }] : [];
        }),
      );
      await done(outcome.succeeded);
    } catch (failure) {
      const { code, message } = toKitError(failure);
      setRefused(files.map((file) => ({ file, code, message })));
    } finally {
      setAsked([]);
      setBusy(false);
    }
  };

  const done = async (ids: readonly MediaId[]) => {
    if (ids.length === 0) return;
    announce(m.announceDeleted(ids.length, format.number(ids.length)));
    onDeleted?.(ids);
    const stale = [libraryKeys.lists, libraryKeys.one, libraryKeys.collections, libraryKeys.stats];
    await Promise.all(stale.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  };

  return {
    asked,
    refused,
    isBusy,
    ask: setAsked,
    confirm: () => run(asked),
    dismiss() {
      setAsked([]);
      setRefused([]);
    },
  };
}
