'use client';

import type { MediaFile, Total } from '@vitrine/schema';
import { useRef } from 'react';
import type { MediaFilter } from '../hooks/use-media-list.ts';
import { isAbort, toKitError } from '../provider/kit-error.ts';
import { useKit } from '../provider/use-kit.ts';

/** The most files of one question. */
const PAGE = 100;

interface SelectAllOptions {
  filter: MediaFilter;
  total: Total | null;
  max: number | null;
  /** More match than may be chosen: nothing is loaded for it. */
  onRefused: () => void;
  onSelect: (files: MediaFile[]) => void;
}

/** Selects all that match, those included that are not loaded yet. A second call gives up the first. */
export function useSelectAll(options: SelectAllOptions): () => void {
  const { client, announce } = useKit();
  const running = useRef<AbortController | null>(null);
  return () => {
    const { filter, total, max, onRefused, onSelect } = options;
    if (max !== null && total !== null && total.value > max) {
      onRefused();
      return;
    }
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const load = async () => {
      const files: MediaFile[] = [];
      let after: string | null = null;
      do {
        const page: { items: MediaFile[]; nextCursor: string | null } = await client.trpc.media.list.query(
          { ...filter, limit: PAGE, ...(after === null ? {} : { after }) },
          { signal: controller.signal },
        );
        files.push(...page.items);
        after = page.nextCursor;
      } while (after !== null && !controller.signal.aborted);
      if (!controller.signal.aborted) onSelect(files);
    };
    load().catch((error: unknown) => {
      if (!isAbort(error) && !controller.signal.aborted) announce(toKitError(error).message);
    });
  };
}
