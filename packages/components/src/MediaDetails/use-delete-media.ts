'use client';

import type { MediaFile, MediaId } from '@vitrine/schema';
import { useState } from 'react';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useSession } from '../hooks/use-session.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { toKitError } from '../provider/kit-error.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { useKit } from '../provider/use-kit.ts';

export interface Refusal {
  file: MediaFile;
  code: string;
  message: string;
  /** Not even force helps. */
  isFinal: boolean;
}

export interface DeleteMedia {
  /** Files that the person is asked about; empty where nothing is asked. */
  asked: readonly MediaFile[];
  /** Files that stay, and why, after the deed. */
  refused: readonly Refusal[];
  /** A used file that an admin is about to delete all the same. */
  forced: MediaFile | null;
  isBusy: boolean;
  ask(files: readonly MediaFile[]): void;
  confirm(): Promise<void>;
  /** Undefined where the person may not. */
  askForce: ((file: MediaFile) => void) | undefined;
  confirmForce(reason: string): Promise<void>;
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
  const [forced, setForced] = useState<MediaFile | null>(null);
  const [isBusy, setBusy] = useState(false);
  const session = useSession();

  const run = async (files: readonly MediaFile[], by: { force?: boolean; reason?: string } = {}) => {
    setBusy(true);
    try {
      const outcome = await client.trpc.media.delete.mutate({ ids: files.map(({ id }) => id), ...by });
      const byId = new Map(files.map((file) => [file.id as string, file]));
      setRefused(
        outcome.failed.flatMap(({ id, code, message }) => {
          const file = byId.get(id);
          return file ? [{ file, code, message, isFinal: by.force === true }] : [];
        }),
      );
      await done(outcome.succeeded);
    } catch (failure) {
      const { code, message } = toKitError(failure);
      setRefused(files.map((file) => ({ file, code, message, isFinal: true })));
    } finally {
      setAsked([]);
      setForced(null);
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
    forced,
    isBusy,
    ask: setAsked,
    confirm: () => run(asked),
    askForce:
      session?.role === 'admin'
        ? (file) => {
            setRefused([]);
            setForced(file);
          }
        : undefined,
    async confirmForce(reason) {
      if (forced) await run([forced], { force: true, reason });
    },
    dismiss() {
      setAsked([]);
      setRefused([]);
      setForced(null);
    },
  };
}
