'use client';

import type { MediaId } from '@vitrine/schema';
import { useMemo, useRef } from 'react';
import type { Selection } from 'react-stately';

/** React Aria keeps the anchor of a Shift range in the set that it hands out: as long as that set still says what is
 *  selected, it gets the same set back. */
export function useLiveSelection(selectedIds: readonly MediaId[]): {
  selectedKeys: Set<MediaId>;
  remember(selection: Selection): void;
} {
  const last = useRef<Set<MediaId> | null>(null);
  const selectedKeys = useMemo(() => {
    const known = last.current;
    const isSame =
      known !== null && known.size === selectedIds.length && selectedIds.every((id) => known.has(id));
    return isSame ? known : new Set(selectedIds);
  }, [selectedIds]);
  return {
    selectedKeys,
    remember: (selection) => {
      last.current = selection === 'all' ? null : (selection as Set<MediaId>);
    },
  };
}
