'use client';

import type { MediaFile, MediaQuery } from '@vitrine/schema';
import { useEffect } from 'react';
import type { MediaFilter, MediaList } from '../hooks/use-media-list.ts';

/** What a filter finds. */
export interface Matching {
  query: MediaQuery;
  /** null until it is known. */
  total: number | null;
  files: readonly MediaFile[];
}

const NONE: readonly MediaFile[] = [];

/** Tells an owner what is shown, whenever that changes. */
export function useTellMatching(
  tell: ((matching: Matching) => void) | undefined,
  filter: MediaFilter,
  list: MediaList,
): void {
  const { sort: _sort, state: _state, limit: _limit, ...query } = filter;
  const key = JSON.stringify(query);
  // What is there of the question before says nothing of this one.
  const files = list.isPrevious ? NONE : list.files;
  const total = list.isPrevious ? null : list.total;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a filter is what it says, not which object says it
  useEffect(() => {
    tell?.({ query, total: total?.value ?? null, files });
  }, [key, total?.value, files]);
}
