import type { CollectionId } from '@vitrine/schema';

/** Where one looks in the library. */
export type Place =
  | { kind: 'all' }
  | { kind: 'recent' }
  | { kind: 'review' }
  /** Files whose rights end soon, or have ended. */
  | { kind: 'ending' }
  | { kind: 'ended' }
  | { kind: 'tags' }
  | { kind: 'duplicates' }
  | { kind: 'stats' }
  | { kind: 'trash' }
  | { kind: 'collection'; id: CollectionId };

/** A text that tells places apart: for keys of menus. */
export function keyOfPlace(place: Place): string {
  return place.kind === 'collection' ? `collection:${place.id}` : place.kind;
}
