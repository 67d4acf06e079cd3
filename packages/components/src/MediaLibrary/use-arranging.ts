'use client';

import type { CollectionId, MediaFile, MediaId, Session } from '@vitrine/schema';
import { type BrowserParams, isFiltered, sortOf } from '../MediaBrowser/browser-params.ts';
import { mayUpload } from '../MediaDetails/may-change.ts';
import type { Place } from '../places/place.ts';
import { trpc } from '../provider/trpc.ts';
import { anchorBeside, anchorOf } from './place-files.ts';
import { useFileDrag } from './use-file-drag.ts';
import { useReorderFiles } from './use-reorder-files.ts';
import type { Target } from './use-target.ts';

export interface ArrangingOptions {
  place: Place;
  params: BrowserParams;
  chosen: Target;
  session: Session | null;
}

/** Files are put into collections, moved between them and put in order there: by drag, by key and by menu. */
export function useArranging({ place, params, chosen, session }: ArrangingOptions) {
  const { data: collections = [] } = trpc.collections.list.useQuery({});
  const isFilled = (id: CollectionId) =>
    collections.some((collection) => collection.id === id && collection.smartQuery === null);
  /** The collection that is shown, where people fill it. */
  const from = place.kind === 'collection' && isFilled(place.id) ? place.id : null;
  const isSmart = (id: CollectionId) => collections.some((one) => one.id === id && one.smartQuery !== null);
  const hasOrder = place.kind === 'collection' && !isSmart(place.id);
  const isAllowed = mayUpload(session);
  // With files left out nobody could say behind which one a file comes.
  const isSortable = from !== null && isAllowed && !isFiltered(params) && sortOf(params, true) === 'position';
  const { listed } = chosen;
  const reorder = useReorderFiles(from, listed);
  const { drag, drop } = useFileDrag({
    isAllowed,
    target: chosen.target,
    from,
    isFilled,
    onPlace: isSortable
      ? (moved, target, side) => {
          const after = anchorBeside(listed, moved, target, side);
          if (after !== undefined) void reorder(moved, after);
        }
      : null,
  });
  const nudge = (moved: readonly MediaId[], steps: number) => {
    const after = anchorOf(listed, moved, steps);
    if (after !== undefined) void reorder(moved, after);
  };
  return {
    from,
    /** What is shown has an order of its own. */
    hasOrder,
    isSortable,
    drag,
    drop,
    nudge,
    onNudge: isSortable ? (file: MediaFile, steps: number) => nudge([file.id], steps) : undefined,
  };
}

export type Arranging = ReturnType<typeof useArranging>;
