'use client';

import type { Collection } from '@vitrine/schema';
import { useStore } from 'zustand';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { trpc } from '../provider/trpc.ts';
import { useKit } from '../provider/use-kit.ts';
import type { Place } from './place.ts';

export interface PlaceEntry {
  place: Place;
  label: string;
  /** Formatted; empty where it is not known. */
  count: string;
  /** `#rrggbb` of a collection. */
  color: string | null;
  /** Collections inside of collections: 0, 1, 2… */
  depth: number;
  /** A collection that holds what its query matches. */
  isSmart?: boolean;
  /** The collection that it lies in. */
  parentId?: string | null;
}

/** The places of the library with how much is in each. */
export function usePlaces({
  withTrash = false,
  withRooms = false,
}: {
  withTrash?: boolean;
  /** Places where tags and duplicates are kept in order, and everything is counted. */
  withRooms?: boolean;
} = {}): PlaceEntry[] {
  const m = useMessages();
  const format = useFormat();
  const { stores } = useKit();
  const recent = useStore(stores.recent, (state) => state.ids.length);
  const { data: overview } = trpc.stats.overview.useQuery({});
  const { data: collections = [] } = trpc.collections.list.useQuery({});
  const count = (value: number | undefined) => (value === undefined ? '' : format.number(value));
  const countOf = ({ fileCount, isExact }: Collection) =>
    isExact ? count(fileCount) : m.about(format.number(fileCount));
  const room = (kind: 'tags' | 'duplicates' | 'stats', label: string): PlaceEntry => ({
    place: { kind },
    label,
    count: '',
    color: null,
    depth: 0,
  });
  return [
    { place: { kind: 'all' }, label: m.allFiles, count: count(overview?.totalFiles), color: null, depth: 0 },
    ...(recent > 0
      ? [
          {
            place: { kind: 'recent' } as const,
            label: m.recentFiles,
            count: count(recent),
            color: null,
            depth: 0,
          },
        ]
      : []),
    ...inOrder(collections).map(({ collection, depth }) => ({
      place: { kind: 'collection', id: collection.id } as const,
      label: collection.title,
      count: countOf(collection),
      color: collection.color,
      depth,
      isSmart: collection.smartQuery !== null,
      parentId: collection.parentId,
    })),
    ...(withRooms
      ? [room('tags', m.tagsPlace), room('duplicates', m.duplicatesPlace), room('stats', m.statsPlace)]
      : []),
    ...(withTrash
      ? [
          {
            place: { kind: 'trash' } as const,
            label: m.trash,
            count: count(overview?.trashedFiles),
            color: null,
            depth: 0,
          },
        ]
      : []),
  ];
}

/** Each collection after the one that it lies in. One whose parent may not be seen stands at the top. */
function inOrder(collections: readonly Collection[]): { collection: Collection; depth: number }[] {
  const ids = new Set(collections.map(({ id }) => id));
  const below = (parent: string | null, depth: number): { collection: Collection; depth: number }[] =>
    collections
      .filter(({ parentId }) => (parentId !== null && ids.has(parentId) ? parentId : null) === parent)
      .flatMap((collection) => [{ collection, depth }, ...below(collection.id, depth + 1)]);
  return below(null, 0);
}
