'use client';

import type { MediaFile } from '@vitrine/schema';
import { useState } from 'react';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useSession } from '../hooks/use-session.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { toKitError } from '../provider/kit-error.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { useKit } from '../provider/use-kit.ts';

export interface PurgeMedia {
  /** The file that the person is asked about; null where nothing is asked. */
  asked: MediaFile | null;
  /** Content uses it still: a reason is needed. */
  isUsed: boolean;
  isBusy: boolean;
  failure: string | null;
  /** Undefined where the person may not. */
  ask: ((file: MediaFile) => void) | undefined;
  confirm(reason?: string): Promise<void>;
  dismiss(): void;
}

/** The steps of deleting a file for good: ask, do, and where pages use it, ask why. */
export function usePurgeMedia(): PurgeMedia {
  const { client, queryClient } = useKit();
  const m = useMessages();
  const announce = useAnnounce();
  const session = useSession();
  const [asked, setAsked] = useState<MediaFile | null>(null);
  const [isUsed, setUsed] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const dismiss = () => {
    setAsked(null);
    setUsed(false);
    setFailure(null);
  };

  const purge = async (file: MediaFile, reason: string | undefined) => {
    const by = reason === undefined ? {} : { force: true, reason };
    const { failed } = await client.trpc.media.purge.mutate({ ids: [file.id], ...by });
    const [refusal] = failed;
    if (refusal) {
      if (refusal.code === 'media.in-use' && reason === undefined) setUsed(true);
      else setFailure(refusal.message);
      return;
    }
    dismiss();
    announce(m.announcePurged(file.title));
    const stale = [libraryKeys.lists, libraryKeys.one, libraryKeys.stats];
    await Promise.all(stale.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  };

  return {
    asked,
    isUsed,
    isBusy,
    failure,
    ask: session?.role === 'admin' ? setAsked : undefined,
    async confirm(reason) {
      if (!asked) return;
      setBusy(true);
      setFailure(null);
      try {
        await purge(asked, reason);
      } catch (error) {
        setFailure(toKitError(error).message);
      } finally {
        setBusy(false);
      }
    },
    dismiss,
  };
}
