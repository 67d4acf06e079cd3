'use client';

import type { MediaFile } from '@vitrine/schema';
import { type DragEvent, useState } from 'react';
import { type DropSide, type GridDrag, holdsMedia } from './grid-drag.ts';

/** Handlers and marks of a tile that can be dragged, and that others can be dropped beside. */
export function useTileDrag(file: MediaFile, view: 'grid' | 'list', drag: GridDrag | undefined) {
  const [side, setSide] = useState<DropSide | null>(null);
  if (!drag) return {};
  const { onPlace } = drag;
  const sideOf = ({ clientX, clientY, currentTarget }: DragEvent): DropSide => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    if (view === 'list') return clientY < top + height / 2 ? 'before' : 'after';
    const isStart = clientX < left + width / 2;
    return isStart === (getComputedStyle(currentTarget).direction === 'ltr') ? 'before' : 'after';
  };
  return {
    draggable: true,
    'data-drop': side ?? undefined,
    onDragStart: (event: DragEvent) => drag.onStart(file, event.dataTransfer),
    onDragEnd: () => drag.onEnd(),
    ...(onPlace && {
      onDragOver(event: DragEvent) {
        if (!holdsMedia(event.dataTransfer)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
        setSide(sideOf(event));
      },
      onDragLeave: () => setSide(null),
      onDrop(event: DragEvent) {
        setSide(null);
        if (!holdsMedia(event.dataTransfer)) return;
        event.preventDefault();
        event.stopPropagation();
        onPlace(file, sideOf(event));
      },
    }),
  };
}
