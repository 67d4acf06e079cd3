'use client';

import { useMessages } from '../i18n/use-messages.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import type { FilterWord } from './describe-filters.ts';
import type { FilterQuery } from './filter-query.ts';

export interface FilterChipsProps {
  words: readonly FilterWord[];
  onChange: (query: FilterQuery) => void;
}

/** The filters that are on, each with its way out. */
export function FilterChips({ words, onChange }: FilterChipsProps) {
  const m = useMessages();
  if (words.length === 0) return null;
  return (
    <div className="vt-filter-chips">
      <ul aria-label={m.filtersActive}>
        {words.map((word) => (
          <li key={word.key}>
            <Chip onRemove={() => onChange(word.without)}>{word.label}</Chip>
          </li>
        ))}
      </ul>
      <Button variant="link" onPress={() => onChange({})}>
        {m.filterClearAll}
      </Button>
    </div>
  );
}
