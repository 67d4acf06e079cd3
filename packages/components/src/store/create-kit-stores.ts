import { createRecentFilesStore, type RecentFilesStore } from './recent-files-store.ts';
import { createSearchHistoryStore, type SearchHistoryStore } from './search-history-store.ts';
import { createSelectionStore, type SelectionStore } from './selection-store.ts';
import { createUploadStore, type UploadStore } from './upload-store.ts';

/** One set per provider: two kits on a page do not disturb each other. */
export interface KitStores {
  selection: SelectionStore;
  uploads: UploadStore;
  history: SearchHistoryStore;
  recent: RecentFilesStore;
}

export function createKitStores(): KitStores {
  return {
    selection: createSelectionStore(),
    uploads: createUploadStore(),
    history: createSearchHistoryStore(),
    recent: createRecentFilesStore(),
  };
}
