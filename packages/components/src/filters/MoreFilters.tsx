'use client';

import { AccessLevel, ReviewStatus } from '@vitrine/schema';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { Select } from '../ui/Select.tsx';
import { accessLabel, flags, reviewLabel } from './describe-filters.ts';
import { type FilterQuery, withFilter } from './filter-query.ts';
import { DateRangeField, NumberRangeField } from './RangeField.tsx';

export interface MoreFiltersProps {
  query: FilterQuery;
  onChange: (query: FilterQuery) => void;
}

const MEGABYTE = 1e6;

/** What has no counts: ranges, dates, and questions with yes and no. */
export function MoreFilters({ query, onChange }: MoreFiltersProps) {
  const m = useFindMessages();
  const set = <Key extends keyof FilterQuery>(key: Key, value: FilterQuery[Key] | null) =>
    onChange(withFilter(query, key, value));
  const answers = [
    { id: 'any', label: m.filterAny },
    { id: 'yes', label: m.yes },
    { id: 'no', label: m.no },
  ] as const;
  const any = { id: 'any' as const, label: m.filterAny };
  return (
    <details className="vt-filter-more">
      <summary>{m.filterMore}</summary>
      <div className="vt-filter-grid">
        {flags(m).map(([key, label]) => (
          <Select
            key={key}
            isLabelVisible
            label={label}
            value={query[key] === undefined ? 'any' : query[key] ? 'yes' : 'no'}
            options={answers}
            onChange={(answer) => set(key, answer === 'any' ? null : answer === 'yes')}
          />
        ))}
        <Select
          isLabelVisible
          label={m.filterReview}
          value={query.reviewStatus?.[0] ?? 'any'}
          options={[any, ...ReviewStatus.options.map((id) => ({ id, label: reviewLabel(id, m) }))]}
          onChange={(status) => set('reviewStatus', status === 'any' ? null : [status])}
        />
        <Select
          isLabelVisible
          label={m.filterAccess}
          value={query.accessLevels?.[0] ?? 'any'}
          options={[any, ...AccessLevel.options.map((id) => ({ id, label: accessLabel(id, m) }))]}
          onChange={(level) => set('accessLevels', level === 'any' ? null : [level])}
        />
      </div>
      <NumberRangeField
        label={m.filterMegabytes}
        unit={MEGABYTE}
        value={query.sizeBytes}
        onChange={(range) => set('sizeBytes', range)}
      />
      <NumberRangeField
        label={m.filterPixelsWide}
        value={query.width}
        onChange={(range) => set('width', range)}
      />
      <NumberRangeField
        label={m.filterPixelsHigh}
        value={query.height}
        onChange={(range) => set('height', range)}
      />
      <NumberRangeField
        label={m.filterSeconds}
        value={query.durationSeconds}
        onChange={(range) => set('durationSeconds', range)}
      />
      <DateRangeField
        label={m.filterUploaded}
        value={query.createdAt}
        onChange={(range) => set('createdAt', range)}
      />
      <DateRangeField
        label={m.filterTaken}
        value={query.takenAt}
        onChange={(range) => set('takenAt', range)}
      />
    </details>
  );
}
