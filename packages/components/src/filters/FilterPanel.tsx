'use client';

import { keepPreviousData } from '@tanstack/react-query';
import type { MediaKind } from '@vitrine/schema';
import type { MediaFilter } from '../hooks/use-media-list.ts';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { trpc } from '../provider/trpc.ts';
import { Button } from '../ui/Button.tsx';
import { ColorFacet } from './ColorFacet.tsx';
import { orientationLabel } from './describe-filters.ts';
import { Facet } from './Facet.tsx';
import { type FilterQuery, toggled, withFilter, yearOf, yearRange } from './filter-query.ts';
import { MoreFilters } from './MoreFilters.tsx';

export interface FilterPanelProps {
  /** All that the list is asked for now: of that the counts are. */
  filter: MediaFilter;
  query: FilterQuery;
  names: Readonly<Record<string, string>>;
  onChange: (query: FilterQuery, names: Readonly<Record<string, string>>) => void;
  kind: MediaKind | 'all';
  onKind: (kind: MediaKind | 'all') => void;
  /** One looks into a collection already. */
  isCollection: boolean;
  onClose: () => void;
}

/** Everything that a list can be narrowed by, with how many files of what is shown have it. */
export function FilterPanel(props: FilterPanelProps) {
  const { filter, query, names, onChange, kind, onKind, onClose } = props;
  const m = useFindMessages();
  const format = useFormat();
  const { sort: _sort, limit: _limit, ...asked } = filter;
  const { data: facets, isError } = trpc.search.facets.useQuery(asked, { placeholderData: keepPreviousData });
  const set = <Key extends keyof FilterQuery>(key: Key, value: FilterQuery[Key] | null) =>
    onChange(withFilter(query, key, value), names);
  const setNamed = (key: 'collectionId' | 'uploadedBy', id: string, name: string) =>
    onChange(withFilter(query, key, query[key] === id ? null : (id as never)), { ...names, [id]: name });
  const kinds = { image: m.kindImage, video: m.kindVideo, document: m.kindDocument, audio: m.kindAudio };
  const year = query.takenAt ? yearOf(query.takenAt) : null;
  const total = facets?.total;
  const number = total && (total.isExact ? format.number(total.value) : m.about(format.number(total.value)));

  return (
    <div className="vt-filter-panel">
      <div className="vt-filter-body">
        {facets && !facets.isExact && <p className="vt-hint">{m.filterCapped}</p>}
        {isError && <p className="vt-hint vt-bad">{m.filterFailed}</p>}
        {!facets && !isError && <p className="vt-hint">{m.filterLoading}</p>}
        <Facet
          title={m.typeFilter}
          entries={facets?.kinds.map((entry) => ({ ...entry, label: kinds[entry.value] })) ?? []}
          chosen={kind === 'all' ? [] : [{ value: kind, label: kinds[kind] }]}
          onToggle={({ value }) => onKind(value === kind ? 'all' : value)}
        />
        <Facet
          title={m.columnTags}
          entries={facets?.tags.map(({ name, ...entry }) => ({ ...entry, label: name })) ?? []}
          chosen={(query.tagIds ?? []).map((value) => ({ value, label: names[value] ?? m.none }))}
          onToggle={({ value, label }) =>
            onChange(withFilter(query, 'tagIds', toggled(query.tagIds, value)), { ...names, [value]: label })
          }
        />
        {!props.isCollection && (
          <Facet
            title={m.collections}
            entries={facets?.collections.map(({ title, ...entry }) => ({ ...entry, label: title })) ?? []}
            chosen={
              query.collectionId
                ? [{ value: query.collectionId, label: names[query.collectionId] ?? m.none }]
                : []
            }
            onToggle={({ value, label }) => setNamed('collectionId', value, label)}
          />
        )}
        <ColorFacet
          entries={facets?.colors ?? []}
          chosen={query.colors ?? []}
          onToggle={(color) => set('colors', toggled(query.colors, color))}
        />
        <Facet
          title={m.filterOrientation}
          entries={
            facets?.orientations.map((entry) => ({ ...entry, label: orientationLabel(entry.value, m) })) ?? []
          }
          chosen={(query.orientations ?? []).map((value) => ({ value, label: orientationLabel(value, m) }))}
          onToggle={({ value }) => set('orientations', toggled(query.orientations, value))}
        />
        <Facet
          title={m.filterUploader}
          entries={facets?.uploaders.map(({ name, ...entry }) => ({ ...entry, label: name })) ?? []}
          chosen={
            query.uploadedBy ? [{ value: query.uploadedBy, label: names[query.uploadedBy] ?? m.none }] : []
          }
          onToggle={({ value, label }) => setNamed('uploadedBy', value, label)}
        />
        <Facet
          title={m.filterYear}
          entries={facets?.years.map((entry) => ({ ...entry, label: String(entry.value) })) ?? []}
          chosen={year === null ? [] : [{ value: year, label: String(year) }]}
          onToggle={({ value }) => set('takenAt', value === year ? null : yearRange(value))}
        />
        <MoreFilters query={query} onChange={(next) => onChange(next, names)} />
      </div>
      <div className="vt-filter-foot">
        <Button onPress={() => onChange({}, {})} isDisabled={Object.keys(query).length === 0}>
          {m.filterClearAll}
        </Button>
        <Button variant="primary" onPress={onClose}>
          {total && number !== undefined ? m.filterDone(total.value, number) : m.filterShow}
        </Button>
      </div>
    </div>
  );
}
