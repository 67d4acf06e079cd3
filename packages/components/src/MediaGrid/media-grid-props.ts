import type { MediaFile, MediaId, MediaSort } from '@vitrine/schema';
import type { MenuItem } from '../ui/Menu.tsx';
import type { GridDrag } from './grid-drag.ts';

export interface MediaGridProps {
  files: readonly MediaFile[];
  view: 'grid' | 'list';
  /** Names the grid for screen readers: what is shown, and of how many. */
  label: string;
  selectionMode: 'none' | 'single' | 'multiple';
  /** `toggle`: each click takes one in or out. `replace`: as on a desktop, where Ctrl or Cmd adds. */
  selectionBehavior?: 'toggle' | 'replace';
  /** In the order of choosing; may hold files that are not in `files`. */
  selectedIds: readonly MediaId[];
  /** The wanted selection, in order. The owner may refuse it by not changing `selectedIds`. */
  onSelectionChange: (ids: MediaId[]) => void;
  /** Tiles show their place in the selection. */
  isOrdered?: boolean;
  /** Enter or a double click; a click where nothing can be selected. */
  onOpen?: (file: MediaFile) => void;
  /** The file that has the keyboard's focus. */
  onFocusChange?: (file: MediaFile | null) => void;
  /** Ctrl or Cmd with Enter. */
  onConfirm?: () => void;
  /** Ctrl or Cmd with A: all that match, not all that are loaded. */
  onSelectAll?: () => void;
  /** Delete: the selection, or the file in focus where nothing is selected. */
  onDelete?: (files: MediaFile[]) => void;
  /** The question mark. */
  onShortcuts?: () => void;
  hasMore?: boolean;
  onLoadMore?: () => void;
  /** Which files are seen: index of the first, and how many fit. */
  onScroll?: (view: { firstIndex: number; perScreen: number }) => void;
  /** Least width of a tile in CSS pixels; the token `--vt-tile` without it. */
  tileSize?: number;
  /** Why a file can not be chosen here, or null. It stays in view and in reach. */
  problemOf?: (file: MediaFile) => string | null;
  /** What the "more" button of a row offers. */
  rowMenu?: (file: MediaFile) => readonly MenuItem[];
  onRowAction?: (file: MediaFile, action: string) => void;
  sort?: MediaSort;
  onSortChange?: (sort: MediaSort) => void;
  /** Stands in view and in the tab order when the grid appears. */
  focusId?: MediaId | null;
  /** Files can be dragged. The same object as long as it means the same: tiles are drawn anew with another. */
  drag?: GridDrag | undefined;
  /** Alt with an arrow, where the list has an order of its own: the file goes so many places on, or back. */
  onNudge?: ((file: MediaFile, steps: number) => void) | undefined;
  /** What is shown may be old. */
  isStale?: boolean;
}
