'use client';

import type { SavedSearch } from '@vitrine/schema';
import { useState } from 'react';
import { toggled, withFilter } from '../filters/filter-query.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import type { BrowserParams } from '../MediaBrowser/browser-params.ts';
import { Places } from '../places/Places.tsx';
import type { Place } from '../places/place.ts';
import type { PlaceEntry } from '../places/use-places.ts';
import { trpc } from '../provider/trpc.ts';
import { paramsOfSaved, queryOfParams } from '../saved-searches/query-of-params.ts';
import { SavedSearches } from '../saved-searches/SavedSearches.tsx';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { isBrowsed } from './LibraryRoom.tsx';

/** Tags that are shown before "Show all". */
const FIRST_TAGS = 6;

export interface LibraryFiltersProps {
  places: readonly PlaceEntry[];
  place: Place;
  onPlace: (place: Place, params?: BrowserParams) => void;
  params: BrowserParams;
  onParams: (params: BrowserParams) => void;
}

/** Places and tags beside the files: what is on narrows the list to files that have all of it. */
export function LibraryFilters({ places, place, onPlace, params, onParams }: LibraryFiltersProps) {
  const m = useMessages();
  const format = useFormat();
  const { data: tags = [] } = trpc.tags.list.useQuery({ limit: 200 });
  const { data: collections = [] } = trpc.collections.list.useQuery({});
  const filters = params.filters ?? {};
  const tagIds = filters.tagIds ?? [];
  const names: Record<string, string> = Object.fromEntries([
    ...collections.map(({ id, title }): [string, string] => [id, title]),
    ...tags.map(({ id, name }): [string, string] => [id, name]),
  ]);
  const query = queryOfParams(params, place);
  const apply = (search: SavedSearch) => onPlace({ kind: 'all' }, paramsOfSaved(search, names));
  const [isWhole, setWhole] = useState(false);
  const byUse = [...tags].sort((a, b) => b.usageCount - a.usageCount || a.name.localeCompare(b.name));
  const shown = byUse.filter((tag, index) => isWhole || index < FIRST_TAGS || tagIds.includes(tag.id));
  return (
    <>
      <Places entries={places} value={place} onChange={(next) => onPlace(next)} />
      <SavedSearches onApply={apply} current={Object.keys(query).length > 0 ? { query } : null} />
      {tags.length > 0 && isBrowsed(place) && (
        <fieldset className="vt-facet">
          <legend>{m.facetTags}</legend>
          {shown.map((tag) => (
            <Checkbox
              key={tag.id}
              isSelected={tagIds.includes(tag.id)}
              onChange={() =>
                onParams({
                  ...params,
                  filters: withFilter(filters, 'tagIds', toggled(tagIds, tag.id)),
                  names: { ...params.names, [tag.id]: tag.name },
                })
              }
            >
              <span className="vt-clip" dir="auto">
                {tag.name}
              </span>
              <span className="vt-num">{format.number(tag.usageCount)}</span>
            </Checkbox>
          ))}
          {tags.length > FIRST_TAGS && (
            <Button variant="link" onPress={() => setWhole(!isWhole)} aria-expanded={isWhole}>
              {isWhole ? m.showLess : m.showAll(format.number(tags.length))}
            </Button>
          )}
        </fieldset>
      )}
    </>
  );
}
