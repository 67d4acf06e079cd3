'use client';

import type { MediaSort } from '@vitrine/schema';
import { useEffect, useRef, useState } from 'react';
import { type BrowserParams, defaultParams, withSearch } from '../MediaBrowser/browser-params.ts';
import type { Place } from '../places/place.ts';
import { isBrowsed } from './LibraryRoom.tsx';
import { firstView, type LibraryView } from './library-view.ts';

export interface LibraryViewOptions {
  /** Held from outside: in the address, say. */
  view?: LibraryView | undefined;
  onViewChange?: ((view: LibraryView) => void) | undefined;
  /** One looks somewhere else now. */
  onLeave: () => void;
}

/** Where one looks and what is asked for there, held here or from outside. */
export function useLibraryView({ view, onViewChange, onLeave }: LibraryViewOptions) {
  const [own, setOwn] = useState(view ?? firstView);
  const now = view ?? own;
  // Two changes of one press build on each other, whenever the owner draws again.
  const newest = useRef(now);
  useEffect(() => {
    newest.current = now;
  }, [now]);
  const show = (next: LibraryView) => {
    newest.current = next;
    setOwn(next);
    onViewChange?.(next);
  };
  const go = (place: Place, params: BrowserParams = newest.current.params) => {
    show({ place, params: { ...params, sort: sortIn(place, params.sort) } });
    onLeave();
  };
  return {
    ...now,
    go,
    setParams: (params: BrowserParams) => show({ ...newest.current, params }),
    searchFor(search: string) {
      const { place, params } = newest.current;
      // A field says what it was told too, after a pause: that is no step of its own.
      if (search === params.search) return;
      const next = withSearch(params, search);
      // Tags and duplicates are no lists of files: what is searched for is shown where all are.
      if (search.trim() !== '' && !isBrowsed(place) && place.kind !== 'trash') go({ kind: 'all' }, next);
      else show({ place, params: next });
    },
  };
}

/** A collection is shown in its own order until another one is chosen. */
function sortIn(place: Place, sort: MediaSort): MediaSort {
  if (place.kind === 'collection') return sort === defaultParams.sort ? 'position' : sort;
  return sort === 'position' ? defaultParams.sort : sort;
}
