'use client';
import { useEffect, useRef, useState } from 'react';
import { useStyleProperties } from '../Image/use-style-properties.ts';

type Token = `--vt-${string}`;
type Shape = 'colour' | 'space' | 'radius' | 'type' | 'weight' | 'shadow' | 'size' | 'text';

interface TokenGroup {
  title: string;
  shape: Shape;
  tokens: Readonly<Record<Token, string>>;
}

/** Each token with what it is for; the values are read from the page, so that they can not go stale. */
const groups: readonly TokenGroup[] = [
  {
    title: 'Surfaces',
    shape: 'colour',
    tokens: {
      '--vt-surface': 'Page, dialogs, fields',
      '--vt-surface-2': 'Side panes and trays',
      '--vt-well': 'Beds of thumbnails, chips, tracks',
      '--vt-hover': 'Under the pointer',
      '--vt-scrim': 'Behind a dialog',
    },
  },
  {
    title: 'Ink and lines',
    shape: 'colour',
    tokens: {
      '--vt-ink': 'Names',
      '--vt-ink-2': 'Secondary words',
      '--vt-ink-3': 'Counts and hints',
      '--vt-line': 'Separates',
      '--vt-edge': 'Bounds what can be operated, 3:1',
      '--vt-focus': 'The focus ring: never read as selected',
    },
  },
  {
    title: 'Accent and danger',
    shape: 'colour',
    tokens: {
      '--vt-accent': 'Selection and the one main action',
      '--vt-accent-ink': 'Words in the accent',
      '--vt-accent-soft': 'A selected row',
      '--vt-on-accent': 'On the accent',
      '--vt-danger': 'Loss, failure, a rule not met',
      '--vt-danger-ink': 'Words of danger',
      '--vt-danger-soft': 'A row in danger',
      '--vt-on-danger': 'On danger',
    },
  },
  {
    title: 'On pictures',
    shape: 'colour',
    tokens: {
      '--vt-badge': 'Type, length, order; follows no theme',
      '--vt-on-badge': 'Words on it',
      '--vt-check-a': 'Transparency board, light field',
      '--vt-check-b': 'Transparency board, dark field',
    },
  },
  {
    title: 'Space',
    shape: 'space',
    tokens: {
      '--vt-1': 'Insides',
      '--vt-2': 'Between neighbours',
      '--vt-3': 'Controls',
      '--vt-4': 'Groups',
      '--vt-5': 'Panels',
      '--vt-6': 'Sections',
      '--vt-7': 'Pages',
    },
  },
  {
    title: 'Radius',
    shape: 'radius',
    tokens: {
      '--vt-radius': 'Outside',
      '--vt-radius-in': 'Inside another',
      '--vt-radius-full': 'Dots, counts, switches',
    },
  },
  {
    title: 'Type',
    shape: 'type',
    tokens: {
      '--vt-text-1': 'Hints, badges, counts',
      '--vt-text-2': 'The kit’s own size',
      '--vt-text-3': 'Titles of dialogs, running text',
      '--vt-text-4': 'Title of a page',
    },
  },
  {
    title: 'Weight',
    shape: 'weight',
    tokens: { '--vt-medium': 'Labels and buttons', '--vt-strong': 'Titles' },
  },
  {
    title: 'Shadow',
    shape: 'shadow',
    tokens: {
      '--vt-shadow-1': 'The chosen segment',
      '--vt-shadow-2': 'Menus, what is lifted',
      '--vt-shadow-3': 'Dialogs',
    },
  },
  {
    title: 'Density',
    shape: 'size',
    tokens: {
      '--vt-control': 'Height of a control',
      '--vt-item': 'Height of a menu item',
      '--vt-row': 'Height of a row',
      '--vt-pic': 'Picture in a row',
      '--vt-tile': 'Least width of a tile',
      '--vt-gap': 'Between tiles',
      '--vt-pad': 'Around the grid',
      '--vt-hit': 'Grows a control to its target',
    },
  },
  {
    title: 'Motion and layers',
    shape: 'text',
    tokens: {
      '--vt-fast': 'Colour, small moves',
      '--vt-slow': 'Sheets and dialogs',
      '--vt-ease': 'Everything that moves',
      '--vt-ring': 'Focus',
      '--vt-ring-offset': 'Between ring and control',
      '--vt-z-sticky': 'Heads of tables',
      '--vt-z-float': 'Bars over the grid',
      '--vt-z-dialog': 'Dialogs',
      '--vt-z-menu': 'Menus over dialogs',
      '--vt-z-toast': 'Messages over all',
    },
  },
];

/** Only of this page: not a byte of it goes into the kit's style sheet. */
const sheet = `
.vt-tokens { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 460px), 1fr)); gap: 32px; padding: 32px 24px; background: var(--vt-surface); }
.vt-tokens h2 { margin-block-end: 8px; font-size: var(--vt-text-3); font-weight: var(--vt-strong); }
.vt-tokens li { display: grid; grid-template-columns: 56px minmax(0, 1fr) minmax(0, 45%); gap: 12px; align-items: center; min-block-size: 52px; border-block-end: 1px solid var(--vt-line); }
.vt-tokens code { display: block; direction: ltr; text-align: start; font: 12px/1.4 ui-monospace, monospace; }
.vt-tokens .vt-token-value { color: var(--vt-ink-2); text-align: end; overflow-wrap: anywhere; }
.vt-swatch { display: grid; place-items: center; inline-size: 56px; block-size: 36px; }
.vt-swatch[data-shape="colour"] { border-radius: var(--vt-radius-in); background: var(--vt-shown); box-shadow: inset 0 0 0 1px var(--vt-line); }
.vt-swatch[data-shape="space"] { inline-size: var(--vt-shown); block-size: 16px; background: var(--vt-accent); }
.vt-swatch[data-shape="radius"] { border-radius: var(--vt-shown); background: var(--vt-well); box-shadow: inset 0 0 0 1px var(--vt-edge); }
.vt-swatch[data-shape="type"] { font-size: var(--vt-shown); }
.vt-swatch[data-shape="weight"] { font-size: var(--vt-text-4); font-weight: var(--vt-shown); }
.vt-swatch[data-shape="shadow"] { border-radius: var(--vt-radius-in); background: var(--vt-surface); box-shadow: var(--vt-shown); }
.vt-swatch[data-shape="size"] { inline-size: 12px; block-size: min(var(--vt-shown), 48px); background: var(--vt-well); box-shadow: inset 0 0 0 1px var(--vt-edge); }
`;

export interface TokenSheetProps {
  theme: 'light' | 'dark';
  density: 'comfortable' | 'compact';
}

export function TokenSheet({ theme, density }: TokenSheetProps) {
  return (
    <div className="vt vt-tokens" data-theme={theme} data-density={density}>
      <style>{sheet}</style>
      {groups.map(({ title, shape, tokens }) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul>
            {Object.entries(tokens).map(([token, purpose]) => (
              <TokenRow key={token} token={token as Token} purpose={purpose} shape={shape} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function TokenRow({ token, purpose, shape }: { token: Token; purpose: string; shape: Shape }) {
  const row = useRef<HTMLLIElement>(null);
  const [value, setValue] = useState('');
  const swatch = useStyleProperties<HTMLSpanElement>({ '--vt-shown': `var(${token})` });
  useEffect(() => {
    if (row.current) setValue(getComputedStyle(row.current).getPropertyValue(token).trim());
  }, [token]);
  return (
    <li ref={row}>
      <span ref={swatch} className="vt-swatch" data-shape={shape} aria-hidden="true">
        {(shape === 'type' || shape === 'weight') && 'Ag'}
      </span>
      <span className="vt-grow">
        <code>{token}</code>
        <span className="vt-file-sub">{purpose}</span>
      </span>
      <code className="vt-token-value">{value}</code>
    </li>
  );
}
