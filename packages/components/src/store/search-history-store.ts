import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { readTexts, writeStored } from './browser-storage.ts';

const MAX_ENTRIES = 10;

export interface SearchHistoryState {
  /** Newest first, each once, at most 10. */
  entries: readonly string[];
  add(text: string): void;
  remove(text: string): void;
  clear(): void;
  /** Goes on with what is stored for this person and library, and keeps changes there. */
  keepUnder(key: string): void;
}

export type SearchHistoryStore = StoreApi<SearchHistoryState>;

export function createSearchHistoryStore(): SearchHistoryStore {
  let storageKey: string | null = null;
  return createStore<SearchHistoryState>((setState, getState) => {
    const write = (entries: readonly string[]) => {
      setState({ entries });
      if (storageKey !== null) writeStored(storageKey, entries);
    };
    return {
      entries: [],
      add: (text) => {
        const entry = text.trim();
        if (entry === '') return;
        const others = getState().entries.filter((known) => known !== entry);
        write([entry, ...others].slice(0, MAX_ENTRIES));
      },
      remove: (text) => write(getState().entries.filter((known) => known !== text)),
      clear: () => write([]),
      keepUnder: (key) => {
        storageKey = `${key}:searches`;
        const entries = [...new Set([...getState().entries, ...readTexts(storageKey)])];
        setState({ entries: entries.slice(0, MAX_ENTRIES) });
      },
    };
  });
}
