'use client';

import type { CollectionId, MediaExport, MediaId } from '@vitrine/schema';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { toKitError } from '../provider/kit-error.ts';
import { useKit } from '../provider/use-kit.ts';

export type ExportTarget = { mediaIds: MediaId[] } | { collectionId: CollectionId };

/** Has the browser download files as one ZIP, and says how large it gets. */
export function useExport(): (target: ExportTarget) => Promise<void> {
  const m = useMessages();
  const format = useFormat();
  const announce = useAnnounce();
  const { client } = useKit();
  return async (target) => {
    try {
      const { media, collections } = client.trpc;
      const made: MediaExport = await ('mediaIds' in target
        ? media.export.mutate({ ids: target.mediaIds })
        : collections.export.mutate({ id: target.collectionId }));
      save(made);
      const { fileCount, sizeBytes } = made;
      announce(m.announceExport(fileCount, format.number(fileCount), format.bytes(sizeBytes)));
    } catch (error) {
      announce(toKitError(error).message);
    }
  };
}

/** The server says that it is to be saved: the page stays. */
function save({ url, filename }: MediaExport): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = filename;
  link.click();
}
