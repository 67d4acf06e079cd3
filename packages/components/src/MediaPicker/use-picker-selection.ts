'use client';

import type { MediaId } from '@vitrine/schema';
import { useEffect, useState } from 'react';
import { useMediaFiles } from '../hooks/use-media-files.ts';
import { createSelectionStore, type SelectionStore } from '../store/selection-store.ts';
import type { PickedMedia } from './MediaPicker.tsx';

/** The selection of one opening of the picker: it starts with what is chosen now. */
export function usePickerSelection(
  value: PickedMedia | readonly PickedMedia[] | null | undefined,
  max: number | undefined,
): SelectionStore {
  const [openedOn] = useState(() => idsOf(value));
  const [store] = useState(() => createSelectionStore({ max }));
  const { files } = useMediaFiles(openedOn);
  const [isFilled, setFilled] = useState(openedOn.length === 0);

  useEffect(() => {
    if (isFilled || files.size === 0) return;
    setFilled(true);
    const chosen = openedOn.flatMap((id) => files.get(id) ?? []);
    // Chosen meanwhile: that comes after what was there before, as far as there is room.
    const late = store.getState().files.filter((file) => !openedOn.includes(file.id));
    const room = Math.max(0, (max ?? Number.POSITIVE_INFINITY) - chosen.length);
    // Past the store's limit on purpose: what a field holds already is never dropped here.
    store.setState({ files: [...chosen, ...late.slice(0, room)], refusal: null });
  }, [files, isFilled, openedOn, store, max]);

  return store;
}

function idsOf(value: PickedMedia | readonly PickedMedia[] | null | undefined): readonly MediaId[] {
  if (value === null || value === undefined) return [];
  const all: readonly PickedMedia[] = isList(value) ? value : [value];
  return all.map((one) => (typeof one === 'string' ? one : 'mediaId' in one ? one.mediaId : one.id));
}

const isList = (value: PickedMedia | readonly PickedMedia[]): value is readonly PickedMedia[] =>
  Array.isArray(value);
