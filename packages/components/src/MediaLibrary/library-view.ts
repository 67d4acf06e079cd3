import { CollectionId } from '@vitrine/schema';
import { type BrowserParams, defaultParams } from '../MediaBrowser/browser-params.ts';
import { printBrowserParams, readBrowserParams } from '../MediaBrowser/params-in-url.ts';
import type { Place } from '../places/place.ts';

/** What the library page shows: where one looks, and what is asked for there. */
export interface LibraryView {
  place: Place;
  params: BrowserParams;
}

/** All files, newest first. */
export const firstView: LibraryView = { place: { kind: 'all' }, params: defaultParams };

const kinds: Readonly<Record<Exclude<Place['kind'], 'collection'>, true>> = {
  all: true,
  recent: true,
  review: true,
  ending: true,
  ended: true,
  tags: true,
  duplicates: true,
  stats: true,
  trash: true,
};

/** The view as the query of an address, so that a reload, a bookmark and the way back show it again:
 *  `place=collection:…&q=lake&tagIds=…`. Empty for the first view. */
export function printLibraryView({ place, params }: LibraryView): URLSearchParams {
  const printed = printBrowserParams(params);
  if (place.kind === 'all') return printed;
  const where = place.kind === 'collection' ? `collection:${place.id}` : place.kind;
  return new URLSearchParams([['place', where], ...printed]);
}

/** The same back from an address that anybody may have written: what cannot be read is left out. */
export function readLibraryView(address: URLSearchParams | string): LibraryView {
  const query = new URLSearchParams(address);
  return { place: readPlace(query.get('place') ?? ''), params: readBrowserParams(query) };
}

function readPlace(text: string): Place {
  const [kind = '', id] = text.split(':');
  if (kind === 'collection') {
    const { data } = CollectionId.safeParse(id);
    return data ? { kind, id: data } : firstView.place;
  }
  return Object.hasOwn(kinds, kind) ? { kind: kind as keyof typeof kinds } : firstView.place;
}
