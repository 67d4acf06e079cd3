'use client';

import type { MediaFile, TagNode } from '@vitrine/schema';
import { lazy, Suspense } from 'react';
import { MediaTrash } from '../MediaTrash/MediaTrash.tsx';
import type { Place } from '../places/place.ts';
import { Skeleton } from '../ui/Skeleton.tsx';

// Each is loaded when one goes there.
const TagManager = lazy(async () => ({ default: (await import('../tags/TagManager.tsx')).TagManager }));
const DuplicatesView = lazy(async () => ({
  default: (await import('../duplicates/DuplicatesView.tsx')).DuplicatesView,
}));

export interface LibraryRoomProps {
  place: Place;
  search: string;
  onShowTag: (tag: TagNode) => void;
  onOpen: (file: MediaFile) => void;
}

/** Places that are no list of files: the trash, the tags, the duplicates. */
export function LibraryRoom({ place, search, onShowTag, onOpen }: LibraryRoomProps) {
  return (
    <Suspense fallback={<Skeleton />}>
      {place.kind === 'trash' && <MediaTrash search={search} />}
      {place.kind === 'tags' && <TagManager onShow={onShowTag} />}
      {place.kind === 'duplicates' && <DuplicatesView onOpen={onOpen} />}
    </Suspense>
  );
}

/** Whether a place is a list of files that is browsed. */
export const isBrowsed = ({ kind }: Place): boolean =>
  kind !== 'trash' && kind !== 'tags' && kind !== 'duplicates';
