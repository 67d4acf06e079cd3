'use client';

import type { MediaFile } from '@vitrine/schema';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { useKit } from '../provider/use-kit.ts';
import { useRefresh } from '../work/use-refresh.ts';
import { useWorkStore } from '../work/work-context.ts';
import { beginWork } from '../work/work-store.ts';

export interface ReplaceEverywhereDeed {
  /** @throws what the server refused. */
  replace(from: MediaFile, to: MediaFile): Promise<void>;
  /** Pages show `from` itself again. */
  takeBack(from: MediaFile): Promise<void>;
}

/** Shows another file wherever content names this one, and takes it back. */
export function useReplaceEverywhere(): ReplaceEverywhereDeed {
  const { client } = useKit();
  const m = useWorkMessages();
  const store = useWorkStore();
  const announce = useAnnounce();
  const refresh = useRefresh();

  const tell = (text: string, undo?: () => Promise<void>) => {
    const done = { deed: 'replace', total: 1, done: 1, state: 'done', text, undo } as const;
    store.getState().add(beginWork({ ...done, canUndo: undo !== undefined }));
    announce(text);
  };
  const takeBack = async (from: MediaFile, to: MediaFile['replacedBy'] = null) => {
    await client.trpc.media.replaceEverywhere.mutate({ from: from.id, to });
    tell(m.replacedUndone(from.title));
    await refresh();
  };
  return {
    async replace(from, to) {
      await client.trpc.media.replaceEverywhere.mutate({ from: from.id, to: to.id });
      tell(m.replacedEverywhere(from.title, to.title), () => takeBack(from, from.replacedBy));
      await refresh();
    },
    takeBack,
  };
}
