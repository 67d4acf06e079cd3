'use client';

import type { MediaQuery } from '@vitrine/schema';
import { describeFilters } from '../filters/describe-filters.ts';
import { useFilterNames } from '../filters/use-filter-names.ts';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useSearchHelp } from '../MediaBrowser/use-search-help.ts';
import { MediaSearch } from '../MediaSearch/MediaSearch.tsx';
import { Chip } from '../ui/Chip.tsx';

export interface SmartQueryFieldProps {
  query: MediaQuery;
  onChange: (query: MediaQuery) => void;
}

const NO_NAMES = {};

/** What a smart collection finds: its words, and its filters, which can be taken away. */
export function SmartQueryField({ query, onChange }: SmartQueryFieldProps) {
  const m = useFindMessages();
  const format = useFormat();
  const { search = '', timeZone, kinds = [], offered: _offered, ...filters } = query;
  const names = useFilterNames(filters, NO_NAMES);
  const { suggestions, onWord } = useSearchHelp(search, false);
  const labels = { image: m.kindImage, video: m.kindVideo, document: m.kindDocument, audio: m.kindAudio };
  const words = describeFilters(filters, names, m, format);
  const keep = { ...(search !== '' && { search }), ...(timeZone && { timeZone }) };
  return (
    <div className="vt-field">
      <span className="vt-label" aria-hidden="true">
        {m.smartFinds}
      </span>
      <MediaSearch
        label={m.smartFinds}
        value={search}
        onChange={(text) => onChange({ ...query, search: text })}
        onSearch={(text) => onChange({ ...query, search: text })}
        suggestions={suggestions}
        onWord={onWord}
      />
      {(words.length > 0 || kinds.length > 0) && (
        <ul className="vt-search-chips" aria-label={m.filtersActive}>
          {kinds.map((kind) => (
            <li key={kind}>
              <Chip onRemove={() => onChange({ ...query, kinds: kinds.filter((other) => other !== kind) })}>
                {m.filterValue(m.typeFilter, labels[kind])}
              </Chip>
            </li>
          ))}
          {words.map((word) => (
            <li key={word.key}>
              <Chip
                onRemove={() =>
                  onChange({ ...word.without, ...keep, ...(kinds.length > 0 && { kinds: [...kinds] }) })
                }
              >
                {word.label}
              </Chip>
            </li>
          ))}
        </ul>
      )}
      <p className="vt-hint">{m.makeSmartText}</p>
    </div>
  );
}
