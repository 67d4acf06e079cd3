'use client';

import type { ColorName } from '@vitrine/schema';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { colorLabel } from './describe-filters.ts';

export interface ColorFacetProps {
  entries: readonly { value: ColorName; count: number }[];
  chosen: readonly ColorName[];
  onToggle: (color: ColorName) => void;
}

/** How the names are drawn. */
const drawn: Readonly<Record<ColorName, string>> = {
  red: '#cf3b36',
  orange: '#e0833a',
  yellow: '#e6c84a',
  green: '#4e9a4f',
  teal: '#2f9a95',
  blue: '#3f74c8',
  purple: '#7c5cd6',
  pink: '#df84ad',
  brown: '#7a563b',
  black: '#1c1c1e',
  gray: '#8b8d92',
  white: '#ffffff',
};

/** Colors as swatches; each has its name and its count as words too. */
export function ColorFacet({ entries, chosen, onToggle }: ColorFacetProps) {
  const m = useFindMessages();
  const format = useFormat();
  const missing = chosen
    .filter((color) => !entries.some(({ value }) => value === color))
    .map((value) => ({ value, count: 0 }));
  const all = [...missing, ...entries];
  if (all.length === 0) return null;
  return (
    <fieldset className="vt-facet">
      <legend>{m.filterColor}</legend>
      <div className="vt-swatches">
        {all.map(({ value, count }) => {
          const name = colorLabel(value, m);
          return (
            <button
              key={value}
              type="button"
              className="vt-swatch"
              aria-pressed={chosen.includes(value)}
              aria-label={m.facetCount(name, format.number(count))}
              title={m.facetCount(name, format.number(count))}
              onClick={() => onToggle(value)}
            >
              <svg viewBox="0 0 20 20" aria-hidden="true">
                <circle cx="10" cy="10" r="9.5" fill={drawn[value]} />
              </svg>
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}
