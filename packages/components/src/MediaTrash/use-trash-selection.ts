'use client';

import type { MediaFile, MediaId } from '@vitrine/schema';
import { useState } from 'react';
import type { WorkTarget } from '../work/work-target.ts';

export interface TrashSelection {
  /** null where nothing is chosen. */
  target: WorkTarget | null;
  chosen: readonly MediaFile[];
  isWhole: boolean;
  has(id: MediaId): boolean;
  set(id: MediaId, isOn: boolean): void;
  all(): void;
  whole(): void;
  none(): void;
}

/** Which files of the trash are chosen: some of those that are loaded, or all that match the search. */
export function useTrashSelection(
  files: readonly MediaFile[],
  total: number,
  search: string | undefined,
): TrashSelection {
  const [ids, setIds] = useState<ReadonlySet<MediaId>>(new Set());
  // All that match one search were never chosen of another one.
  const [wholeOf, setWholeOf] = useState<string | null>(null);
  const isWhole = wholeOf === (search ?? '') && total > 0;
  const chosen = files.filter(({ id }) => ids.has(id));
  return {
    target: isWhole
      ? { query: search ? { search } : {}, total, shown: files, isTrash: true }
      : chosen.length > 0
        ? { files: chosen }
        : null,
    chosen,
    isWhole,
    has: (id) => isWhole || ids.has(id),
    set(id, isOn) {
      const next = new Set(isWhole ? files.map((file) => file.id) : ids);
      if (isOn) next.add(id);
      else next.delete(id);
      setWholeOf(null);
      setIds(next);
    },
    all: () => setIds(new Set(files.map(({ id }) => id))),
    whole: () => setWholeOf(search ?? ''),
    none() {
      setWholeOf(null);
      setIds(new Set());
    },
  };
}
