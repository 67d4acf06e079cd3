'use client';

import type { CollectionId } from '@vitrine/schema';
import { type DragEvent, useState } from 'react';
import { holdsMedia } from '../MediaGrid/grid-drag.ts';
import type { Place } from './place.ts';

export interface PlaceDrop {
  /** What a drop would do to the dragged files; null where the collection does not take them. */
  effectOf: (id: CollectionId, isCopy: boolean) => 'copy' | 'move' | null;
  onDrop: (id: CollectionId, isCopy: boolean) => void;
}

/** Handlers of a place that takes dragged files; of one that takes none nothing. */
export function usePlaceDrop(place: Place, drop: PlaceDrop | undefined) {
  const [isOver, setOver] = useState(false);
  if (!drop || place.kind !== 'collection') return {};
  const { id } = place;
  // The key of a copy is Alt on a Mac, Ctrl elsewhere.
  const effectOf = (event: DragEvent) =>
    holdsMedia(event.dataTransfer) ? drop.effectOf(id, event.ctrlKey || event.altKey) : null;
  const enter = (event: DragEvent) => {
    const effect = effectOf(event);
    if (effect === null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = effect;
    setOver(true);
  };
  return {
    'data-over': isOver || undefined,
    onDragEnter: enter,
    onDragOver: enter,
    onDragLeave: () => setOver(false),
    onDrop(event: DragEvent) {
      setOver(false);
      if (effectOf(event) === null) return;
      event.preventDefault();
      event.stopPropagation();
      drop.onDrop(id, event.ctrlKey || event.altKey);
    },
  };
}
