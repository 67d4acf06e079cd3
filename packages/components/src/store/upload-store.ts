import type { MediaFile, UploadId } from '@vitrine/schema';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { KitError } from '../provider/kit-error.ts';

export interface UploadItem {
  /** Made by the kit for its list; the server's own is `uploadId`. */
  id: string;
  name: string;
  sizeBytes: number;
  sentBytes: number;
  state: 'waiting' | 'sending' | 'finishing' | 'done' | 'failed' | 'duplicate' | 'cancelled';
  /** null until it can be said. */
  bytesPerSecond: number | null;
  error: KitError | null;
  media: MediaFile | null;
  uploadId: UploadId | null;
  /** An object URL of a picture that is still on its way; whoever made it revokes it. */
  previewUrl: string | null;
}

export interface UploadState {
  /** Oldest first. */
  items: readonly UploadItem[];
  put(item: UploadItem): void;
  patch(id: string, change: Partial<Omit<UploadItem, 'id'>>): void;
  remove(id: string): void;
}

export type UploadStore = StoreApi<UploadState>;

export function createUploadStore(): UploadStore {
  return createStore<UploadState>((setState) => ({
    items: [],
    put: (item) => setState(({ items }) => ({ items: [...items.filter(({ id }) => id !== item.id), item] })),
    patch: (id, change) =>
      setState(({ items }) => ({
        items: items.map((item) => (item.id === id ? { ...item, ...change } : item)),
      })),
    remove: (id) => setState(({ items }) => ({ items: items.filter((item) => item.id !== id) })),
  }));
}
