'use client';

import { useState } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';

interface Entry<Value> {
  value: Value;
  label: string;
}

export interface FacetProps<Value extends string | number> {
  title: string;
  entries: readonly (Entry<Value> & { count: number })[];
  /** What is on, also where no file has it. */
  chosen: readonly Entry<Value>[];
  onToggle: (entry: Entry<Value>) => void;
}

/** Entries that are shown before "Show all". */
const FIRST = 6;

/** One property with its values, and how many files have each. Nothing where there is nothing to choose. */
export function Facet<Value extends string | number>(props: FacetProps<Value>) {
  const { title, entries, chosen, onToggle } = props;
  const m = useMessages();
  const format = useFormat();
  const [isWhole, setWhole] = useState(false);
  const isOn = (value: Value) => chosen.some((one) => one.value === value);
  const missing = chosen
    .filter(({ value }) => !entries.some((entry) => entry.value === value))
    .map((entry) => ({ ...entry, count: 0 }));
  const all = [...missing, ...entries];
  const shown = all.filter(({ value }, index) => isWhole || index < FIRST || isOn(value));
  if (all.length === 0) return null;
  return (
    <fieldset className="vt-facet">
      <legend>{title}</legend>
      {shown.map(({ value, label, count }) => (
        <Checkbox key={value} isSelected={isOn(value)} onChange={() => onToggle({ value, label })}>
          <span className="vt-clip" dir="auto">
            {label}
          </span>
          <span className="vt-num">{format.number(count)}</span>
        </Checkbox>
      ))}
      {all.length > FIRST && (
        <Button variant="link" onPress={() => setWhole(!isWhole)} aria-expanded={isWhole}>
          {isWhole ? m.showLess : m.showAll(format.number(all.length))}
        </Button>
      )}
    </fieldset>
  );
}
