'use client';

import type { CollectionId, MediaFile, MediaId } from '@vitrine/schema';
import { useMemo, useRef } from 'react';
import { useMediaQuery } from '../hooks/use-media-query.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { type DropSide, type GridDrag, MEDIA_TYPE } from '../MediaGrid/grid-drag.ts';
import { useNewest } from '../MediaGrid/use-newest.ts';
import type { PlaceDrop } from '../places/use-place-drop.ts';
import { useCollect } from '../work/use-collect.ts';
import { countOf, knownOf, type WorkTarget } from '../work/work-target.ts';

export interface FileDragOptions {
  isAllowed: boolean;
  /** What is chosen: who drags one of it drags all of it. */
  target: WorkTarget | null;
  /** The collection that is shown and that people fill: dragged files leave it. */
  from: CollectionId | null;
  /** Collections that take files. */
  isFilled: (id: CollectionId) => boolean;
  /** Where the list can be put in an order. */
  onPlace: ((moved: readonly MediaId[], target: MediaId, side: DropSide) => void) | null;
}

/** Files that are dragged from the list to a collection, or about in it. Where fingers point, menus do the same: a long
 *  press chooses there. */
export function useFileDrag(options: FileDragOptions): {
  drag: GridDrag | undefined;
  drop: PlaceDrop | undefined;
} {
  const m = useWorkMessages();
  const format = useFormat();
  const collect = useCollect();
  const isFine = useMediaQuery('(pointer: fine)');
  const dragged = useRef<WorkTarget | null>(null);
  const { from, isFilled } = options;

  const onStart = useNewest((file: MediaFile, transfer: DataTransfer) => {
    const isChosen = options.target !== null && knownOf(options.target).some(({ id }) => id === file.id);
    const target = isChosen && options.target ? options.target : { files: [file] };
    dragged.current = target;
    const known = knownOf(target);
    transfer.setData(MEDIA_TYPE, JSON.stringify(known.map(({ id }) => id)));
    transfer.setData('text/plain', known.map(({ title }) => title).join('\n'));
    transfer.effectAllowed = 'copyMove';
    const count = countOf(target);
    if (count > 1) showCount(transfer, m.dragCount(count, format.number(count)));
  });
  const onEnd = useNewest(() => {
    dragged.current = null;
  });
  const onPlace = useNewest((file: MediaFile, side: DropSide) => {
    const target = dragged.current;
    if (target && 'files' in target)
      options.onPlace?.(
        target.files.map(({ id }) => id),
        file.id,
        side,
      );
  });
  const isOn = options.isAllowed && isFine;
  const isSortable = options.onPlace !== null;
  // Tiles are drawn anew with another object.
  const drag = useMemo(
    () => (isOn ? { onStart, onEnd, onPlace: isSortable ? onPlace : undefined } : undefined),
    [isOn, isSortable, onStart, onEnd, onPlace],
  );
  if (!isOn) return { drag, drop: undefined };
  const drop: PlaceDrop = {
    effectOf: (id, isCopy) =>
      dragged.current === null || id === from || !isFilled(id) ? null : from && !isCopy ? 'move' : 'copy',
    onDrop: (id, isCopy) => {
      if (dragged.current) collect(dragged.current, id, from && !isCopy ? from : undefined);
      dragged.current = null;
    },
  };
  return { drag, drop };
}

/** Under the pointer: how many are carried. */
function showCount(transfer: DataTransfer, text: string): void {
  const label = document.createElement('div');
  label.className = 'vt-drag-count';
  label.textContent = text;
  (document.querySelector('.vt') ?? document.body).append(label);
  transfer.setDragImage(label, -8, -8);
  // The browser has taken its picture when this event is over.
  setTimeout(() => label.remove());
}
