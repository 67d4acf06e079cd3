import type { MediaFile } from '@vitrine/schema';

/** On which side of a file something is dropped. */
export type DropSide = 'before' | 'after';

/** How files are dragged out of a grid, and about in it. */
export interface GridDrag {
  /** A drag begins at this file: fills what is carried. */
  onStart: (file: MediaFile, transfer: DataTransfer) => void;
  onEnd: () => void;
  /** Where the list has an order of its own: what is dragged goes beside this file. */
  onPlace?: ((target: MediaFile, side: DropSide) => void) | undefined;
}

/** What dragged files are in the clipboard of a drag: their ids, for any part of the kit and the host. */
export const MEDIA_TYPE = 'application/x-vitrine-media';

export const holdsMedia = (transfer: DataTransfer | null): boolean =>
  transfer?.types.includes(MEDIA_TYPE) ?? false;
