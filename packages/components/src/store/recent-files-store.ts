import { MediaId } from '@vitrine/schema';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { readTexts, writeStored } from './browser-storage.ts';

const MAX_FILES = 20;

export interface RecentFilesState {
  /** Newest first, each once, at most 20. */
  ids: readonly MediaId[];
  add(id: MediaId): void;
  /** Goes on with what is stored for this person and library, and keeps changes there. */
  keepUnder(key: string): void;
}

export type RecentFilesStore = StoreApi<RecentFilesState>;

export function createRecentFilesStore(): RecentFilesStore {
  let storageKey: string | null = null;
  return createStore<RecentFilesState>((setState, getState) => ({
    ids: [],
    add: (id) => {
      const ids = [id, ...getState().ids.filter((known) => known !== id)].slice(0, MAX_FILES);
      setState({ ids });
      if (storageKey !== null) writeStored(storageKey, ids);
    },
    keepUnder: (key) => {
      storageKey = `${key}:recent`;
      const stored = readTexts(storageKey).flatMap((text) => {
        const id = MediaId.safeParse(text);
        return id.success ? [id.data] : [];
      });
      setState({ ids: [...new Set([...getState().ids, ...stored])].slice(0, MAX_FILES) });
    },
  }));
}
