'use client';

import type { MediaFile } from '@vitrine/schema';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import type { Matching } from '../MediaBrowser/use-tell-matching.ts';
import { useKit } from '../provider/use-kit.ts';
import type { WorkTarget } from '../work/work-target.ts';

export interface Target {
  /** What the bar is about; null where nothing is chosen. */
  target: WorkTarget | null;
  /** How many match and are not all chosen; null where there are no more. */
  offer: number | null;
  isWhole: boolean;
  /** The files that are loaded, in the order of the list. */
  listed: readonly MediaFile[];
  onMatching: (matching: Matching) => void;
  setWhole: (isWhole: boolean) => void;
  clear: () => void;
}

const NONE: readonly MediaFile[] = [];
const keyOf = (matching: Matching) => JSON.stringify(matching.query);

/** The chosen files, or all that match the filter: that holds as long as the filter is the same. */
export function useTarget(): Target {
  const { stores } = useKit();
  const m = useWorkMessages();
  const format = useFormat();
  const announce = useAnnounce();
  const picks = useStore(stores.selection, (state) => state.files);
  const [matching, setMatching] = useState<Matching | null>(null);
  const [wholeKey, setWholeKey] = useState<string | null>(null);
  const isWhole = matching !== null && wholeKey === keyOf(matching);
  const total = matching?.total ?? 0;
  const clear = () => {
    setWholeKey(null);
    stores.selection.getState().clear();
  };

  const newest = new Map(matching?.files.map((file) => [file.id, file]));
  const files = picks.map((file) => newest.get(file.id) ?? file);
  const target: WorkTarget | null =
    isWhole && matching
      ? { query: matching.query, total, shown: matching.files }
      : files.length > 0
        ? { files }
        : null;
  return {
    target: isWhole && total === 0 ? null : target,
    offer: !isWhole && total > picks.length ? total : null,
    isWhole,
    listed: matching?.files ?? NONE,
    onMatching(next) {
      // Another filter: all of it was never chosen.
      if (wholeKey !== null && wholeKey !== keyOf(next)) clear();
      setMatching(next);
    },
    setWhole(isOn) {
      setWholeKey(isOn && matching ? keyOf(matching) : null);
      if (!isOn || !matching) return;
      stores.selection.getState().set(matching.files);
      announce(m.announceMatching(format.number(total)));
    },
    clear,
  };
}
