'use client';

import type { useVirtualizer } from '@tanstack/react-virtual';
import type { MediaFile, MediaId } from '@vitrine/schema';
import { useEffect, useRef } from 'react';
import type { Key } from 'react-stately';
import type { MediaCollection } from './media-collection.ts';

type Virtualizer = ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>;

/** Brings the row in focus into view and tells which file it is. */
export function useFollowFocus(options: {
  focusedKey: Key | null;
  isFocused: boolean;
  row: number | null;
  virtualizer: Virtualizer;
  collection: MediaCollection;
  onFocusChange: ((file: MediaFile | null) => void) | undefined;
}) {
  const latest = useRef(options);
  latest.current = options;
  const { focusedKey, isFocused, row } = options;
  useEffect(() => {
    const { virtualizer, collection, onFocusChange } = latest.current;
    if (isFocused && row !== null) virtualizer.scrollToIndex(row);
    if (isFocused) onFocusChange?.(collection.fileOf(focusedKey));
  }, [focusedKey, isFocused, row]);
}

/** Runs once, as soon as the wanted file is loaded. */
export function useStartAt(id: MediaId | null, isReady: boolean, start: (id: MediaId) => boolean) {
  const done = useRef<MediaId | null>(null);
  useEffect(() => {
    if (id !== null && isReady && done.current === null && start(id)) done.current = id;
  });
}
