'use client';

import type { SavedSearch } from '@vitrine/schema';
import { NewCollectionButton } from '../collections/CollectionActions.tsx';
import { toggled, withFilter } from '../filters/filter-query.ts';
import { TagFilter } from '../filters/TagFilter.tsx';
import { useSession } from '../hooks/use-session.ts';
import type { BrowserParams } from '../MediaBrowser/browser-params.ts';
import { mayUpload } from '../MediaDetails/may-change.ts';
import { Places } from '../places/Places.tsx';
import type { Place } from '../places/place.ts';
import type { PlaceDrop } from '../places/use-place-drop.ts';
import type { PlaceEntry } from '../places/use-places.ts';
import { trpc } from '../provider/trpc.ts';
import { paramsOfSaved, queryOfParams } from '../saved-searches/query-of-params.ts';
import { SavedSearches } from '../saved-searches/SavedSearches.tsx';
import { isBrowsed } from './LibraryRoom.tsx';

export interface LibraryFiltersProps {
  places: readonly PlaceEntry[];
  place: Place;
  onPlace: (place: Place, params?: BrowserParams) => void;
  params: BrowserParams;
  /** Dragged files can be dropped on collections. */
  drop: PlaceDrop | undefined;
  onParams: (params: BrowserParams) => void;
}

/** Places and tags beside the files: what is on narrows the list to files that have all of it. */
export function LibraryFilters({ places, place, onPlace, params, onParams, drop }: LibraryFiltersProps) {
  const { data: collections = [] } = trpc.collections.list.useQuery({});
  const canMake = mayUpload(useSession());
  const filters = params.filters ?? {};
  const tagIds = filters.tagIds ?? [];
  // Names of tags are asked for where they are shown.
  const names: Record<string, string> = Object.fromEntries(
    collections.map(({ id, title }): [string, string] => [id, title]),
  );
  const query = queryOfParams(params, place);
  const apply = (search: SavedSearch) => onPlace({ kind: 'all' }, paramsOfSaved(search, names));
  return (
    <>
      <Places
        entries={places}
        value={place}
        onChange={(next) => onPlace(next)}
        drop={drop}
        collectionsEnd={canMake && <NewCollectionButton onPlace={onPlace} />}
      />
      <SavedSearches onApply={apply} current={Object.keys(query).length > 0 ? { query } : null} />
      {isBrowsed(place) && (
        <TagFilter
          chosen={tagIds}
          onToggle={(tag) =>
            onParams({
              ...params,
              filters: withFilter(filters, 'tagIds', toggled(tagIds, tag.id)),
              names: { ...params.names, [tag.id]: tag.name },
            })
          }
        />
      )}
    </>
  );
}
