'use client';

import type { MediaFile } from '@vitrine/schema';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { toKitError } from '../provider/kit-error.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { useKit } from '../provider/use-kit.ts';
import { useRefresh } from '../work/use-refresh.ts';
import { useWorkStore } from '../work/work-context.ts';
import { beginWork } from '../work/work-store.ts';

/** Merges files into one; a notice tells of it and takes it back. */
export function useMerge() {
  const m = useFindMessages();
  const format = useFormat();
  const { client, queryClient } = useKit();
  const works = useWorkStore();
  const refresh = useRefresh();
  const announce = useAnnounce();
  return async (keep: MediaFile, others: readonly MediaFile[]): Promise<void> => {
    const total = others.length;
    const text = m.merged(total, format.number(total), keep.title);
    const { add } = works.getState();
    try {
      const { taskId } = await client.trpc.media.merge.mutate({
        keepId: keep.id,
        mergeIds: others.map(({ id }) => id),
      });
      add(beginWork({ deed: 'merge', total, done: total, state: 'done', taskId, canUndo: true, text }));
      announce(text);
    } catch (error) {
      const { message } = toKitError(error);
      add(beginWork({ deed: 'merge', total, state: 'failed', error: message }));
      announce(message);
    }
    await Promise.all([
      refresh(),
      queryClient.invalidateQueries({ queryKey: libraryKeys.duplicates }),
      queryClient.invalidateQueries({ queryKey: libraryKeys.alike }),
    ]);
  };
}
