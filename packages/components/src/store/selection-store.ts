import type { MediaFile, MediaId } from '@vitrine/schema';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';

export interface SelectionState {
  /** In the order in which they were chosen. */
  files: readonly MediaFile[];
  /** null is no limit. */
  max: number | null;
  /** The last choice that was refused because the limit is reached; null after any change that worked. */
  refusal: { max: number } | null;
  /** Replaces all. False, and nothing changes, where that were more than the limit. */
  set(files: readonly MediaFile[]): boolean;
  /** False where the limit is reached: an earlier choice is never dropped for it. */
  add(file: MediaFile): boolean;
  remove(id: MediaId): void;
  toggle(file: MediaFile): boolean;
  clear(): void;
}

export type SelectionStore = StoreApi<SelectionState>;

/** A selection of one picker or library page. It knows nothing of lists: search, filter and sort leave it alone. */
export function createSelectionStore(
  options: { max?: number; files?: readonly MediaFile[] } = {},
): SelectionStore {
  return createStore<SelectionState>((setState, getState) => ({
    files: options.files ?? [],
    max: options.max ?? null,
    refusal: null,
    set: (files) => {
      const { max } = getState();
      if (max !== null && files.length > max) {
        setState({ refusal: { max } });
        return false;
      }
      setState({ files, refusal: null });
      return true;
    },
    add: (file) => {
      const { files, set } = getState();
      return files.some((chosen) => chosen.id === file.id) || set([...files, file]);
    },
    remove: (id) =>
      setState(({ files }) => ({ files: files.filter((chosen) => chosen.id !== id), refusal: null })),
    toggle: (file) => {
      const { files, add, remove } = getState();
      if (!files.some((chosen) => chosen.id === file.id)) return add(file);
      remove(file.id);
      return true;
    },
    clear: () => setState({ files: [], refusal: null }),
  }));
}
