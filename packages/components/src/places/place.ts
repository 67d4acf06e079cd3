import type { CollectionId } from '@vitrine/schema';

/** Where one looks in the library. */
export type Place =
  | { kind: 'all' }
  | { kind: 'recent' }
  | { kind: 'review' }
  | { kind: 'trash' }
  | { kind: 'collection'; id: CollectionId };

/** A text that tells places apart: for keys of menus. */
export function keyOfPlace(place: Place): string {
  return place.kind === 'collection' ? `collection:${place.id}` : place.kind;
}
