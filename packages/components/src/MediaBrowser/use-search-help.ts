'use client';

import { skipToken } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { trpc } from '../provider/trpc.ts';
import { useKit } from '../provider/use-kit.ts';

/** A search that stands this long with something found is worth remembering, in ms. */
const WORTH_MS = 1500;
const MIN_LETTERS = 2;
const MAX_TAGS = 6;

/** Earlier searches, and tags that begin with what is typed. */
export function useSearchHelp(
  search: string,
  hasFound: boolean,
): { suggestions: string[]; history: readonly string[] } {
  const { stores } = useKit();
  const history = useStore(stores.history, (state) => state.entries);
  const text = search.trim();
  useEffect(() => {
    if (text.length < MIN_LETTERS || !hasFound) return;
    const timer = setTimeout(() => stores.history.getState().add(text), WORTH_MS);
    return () => clearTimeout(timer);
  }, [text, hasFound, stores]);
  const tags = trpc.tags.list.useQuery(
    text.length >= MIN_LETTERS ? { search: text, limit: MAX_TAGS } : skipToken,
  );
  return { history, suggestions: tags.data?.map((tag) => tag.name) ?? [] };
}
