'use client';

import type { TagId } from '@vitrine/schema';
import { useState } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { Places } from '../places/Places.tsx';
import type { Place } from '../places/place.ts';
import type { PlaceEntry } from '../places/use-places.ts';
import { trpc } from '../provider/trpc.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';

/** Tags that are shown before "Show all". */
const FIRST_TAGS = 6;

export interface LibraryFiltersProps {
  places: readonly PlaceEntry[];
  place: Place;
  onPlace: (place: Place) => void;
  tagIds: readonly TagId[];
  onTags: (tagIds: readonly TagId[]) => void;
}

/** Places and tags beside the files: what is on narrows the list to files that have all of it. */
export function LibraryFilters({ places, place, onPlace, tagIds, onTags }: LibraryFiltersProps) {
  const m = useMessages();
  const format = useFormat();
  const { data: tags = [] } = trpc.tags.list.useQuery({ limit: 200 });
  const [isWhole, setWhole] = useState(false);
  const byUse = [...tags].sort((a, b) => b.usageCount - a.usageCount || a.name.localeCompare(b.name));
  const shown = byUse.filter((tag, index) => isWhole || index < FIRST_TAGS || tagIds.includes(tag.id));
  return (
    <>
      <Places entries={places} value={place} onChange={onPlace} />
      {tags.length > 0 && place.kind !== 'trash' && (
        <fieldset className="vt-facet">
          <legend>{m.facetTags}</legend>
          {shown.map((tag) => (
            <Checkbox
              key={tag.id}
              isSelected={tagIds.includes(tag.id)}
              onChange={(isOn) => onTags(isOn ? [...tagIds, tag.id] : tagIds.filter((id) => id !== tag.id))}
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
