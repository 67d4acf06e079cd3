import type { PlaceEntry } from '../places/use-places.ts';

/** A collection and all that lie in it, however deep. Entries come after the one that they lie in. */
export function idsBelowPlace(entries: readonly PlaceEntry[], id: string): Set<string> {
  const within = new Set([id]);
  for (const { place, parentId } of entries) {
    if (place.kind === 'collection' && parentId && within.has(parentId)) within.add(place.id);
  }
  return within;
}
