'use client';

import type { MediaFile } from '@vitrine/schema';
import { libraryKeys } from '../provider/library-keys.ts';
import { trpc } from '../provider/trpc.ts';
import { useKit } from '../provider/use-kit.ts';

/** Shows what a file has become, before the server's event comes round. */
export function useShowReplaced(): (file: MediaFile) => Promise<void> {
  const { queryClient } = useKit();
  const utils = trpc.useUtils();
  return async (file) => {
    utils.media.get.setData({ id: file.id }, file);
    const stale = [libraryKeys.versions, libraryKeys.lists, libraryKeys.some];
    await Promise.all(stale.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  };
}
