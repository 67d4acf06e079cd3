'use client';

import type { MediaFile, TagNode } from '@vitrine/schema';
import { lazy, Suspense } from 'react';
import type { BrowserParams } from '../MediaBrowser/browser-params.ts';
import { MediaTrash } from '../MediaTrash/MediaTrash.tsx';
import type { Place } from '../places/place.ts';
import { Skeleton } from '../ui/Skeleton.tsx';

// Each is loaded when one goes there.
const TagManager = lazy(async () => ({ default: (await import('../tags/TagManager.tsx')).TagManager }));
const DuplicatesView = lazy(async () => ({
  default: (await import('../duplicates/DuplicatesView.tsx')).DuplicatesView,
}));

const StatsPage = lazy(async () => ({ default: (await import('../stats/StatsPage.tsx')).StatsPage }));

export interface LibraryRoomProps {
  place: Place;
  search: string;
  onShowTag: (tag: TagNode) => void;
  onOpen: (file: MediaFile) => void;
  /** Shows all files that the parameters find. */
  onShow: (params: BrowserParams) => void;
}

/** Places that are no list of files: the trash, the tags, the duplicates, the statistics. */
export function LibraryRoom({ place, search, onShowTag, onOpen, onShow }: LibraryRoomProps) {
  return (
    <Suspense fallback={<Skeleton />}>
      {place.kind === 'trash' && <MediaTrash search={search} />}
      {place.kind === 'tags' && <TagManager onShow={onShowTag} />}
      {place.kind === 'duplicates' && <DuplicatesView onOpen={onOpen} />}
      {place.kind === 'stats' && <StatsPage onOpen={onOpen} onShow={onShow} />}
    </Suspense>
  );
}

const rooms = new Set<Place['kind']>(['trash', 'tags', 'duplicates', 'stats']);
/** Whether a place is a list of files that is browsed. */
export const isBrowsed = ({ kind }: Place): boolean => !rooms.has(kind);
