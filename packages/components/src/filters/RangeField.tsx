'use client';

import type { TimeRange } from '@vitrine/schema';
import { useState } from 'react';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { TextField } from '../ui/TextField.tsx';

interface Range {
  min?: number | undefined;
  max?: number | undefined;
}

export interface NumberRangeFieldProps {
  label: string;
  value: Range | undefined;
  onChange: (range: Range | null) => void;
  /** What one of what is typed stands for; default 1. */
  unit?: number;
}

const DAY_MS = 86_400_000;

/** From and to. What is typed holds when the field is left, or with Enter; ends that are the wrong way round change places. */
export function NumberRangeField({ label, value, onChange, unit = 1 }: NumberRangeFieldProps) {
  const write = (number: number | undefined) => (number === undefined ? '' : String(number / unit));
  const read = (text: string) => {
    const number = Number(text.replace(',', '.'));
    return text.trim() === '' || !Number.isFinite(number) || number < 0
      ? undefined
      : Math.round(number * unit);
  };
  return (
    <Ends
      label={label}
      type="text"
      from={write(value?.min)}
      to={write(value?.max)}
      onChange={(from, to) => {
        const [min, max] = [read(from), read(to)];
        const isTurned = min !== undefined && max !== undefined && min > max;
        const ends = isTurned ? { min: max, max: min } : { min, max };
        onChange(ends.min === undefined && ends.max === undefined ? null : defined(ends));
      }}
    />
  );
}

export interface DateRangeFieldProps {
  label: string;
  value: TimeRange | undefined;
  onChange: (range: TimeRange | null) => void;
}

/** Days, both of which belong to it. */
export function DateRangeField({ label, value, onChange }: DateRangeFieldProps) {
  const day = (iso: string | undefined, shiftMs = 0) =>
    iso === undefined ? '' : new Date(Date.parse(iso) + shiftMs).toISOString().slice(0, 10);
  const start = (text: string, shiftMs = 0) =>
    text === '' ? undefined : new Date(Date.parse(`${text}T00:00:00Z`) + shiftMs).toISOString();
  return (
    <Ends
      label={label}
      type="date"
      from={day(value?.from)}
      to={day(value?.until, -DAY_MS)}
      onChange={(first, last) => {
        const [from, to] = first !== '' && last !== '' && first > last ? [last, first] : [first, last];
        const range = { from: start(from), until: start(to, DAY_MS) };
        onChange(range.from === undefined && range.until === undefined ? null : defined(range));
      }}
    />
  );
}

const defined = <Values extends object>(values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values;

interface EndsProps {
  label: string;
  type: 'text' | 'date';
  from: string;
  to: string;
  onChange: (from: string, to: string) => void;
}

function Ends({ label, type, from, to, onChange }: EndsProps) {
  const m = useFindMessages();
  const [typed, setTyped] = useState({ from, to, of: `${from}|${to}` });
  const now = typed.of === `${from}|${to}` ? typed : { from, to, of: `${from}|${to}` };
  if (now !== typed) setTyped(now);
  const apply = () => {
    if (now.from !== from || now.to !== to) onChange(now.from, now.to);
  };
  const end = (name: 'from' | 'to', endLabel: string) => (
    <TextField
      label={m.filterValue(label, endLabel)}
      isLabelHidden
      placeholder={endLabel}
      type={type}
      {...(type === 'text' && { inputMode: 'decimal' as const })}
      value={now[name]}
      onChange={(text) => setTyped({ ...now, [name]: text })}
      onBlur={apply}
      onKeyDown={(event) => {
        if (event.key === 'Enter') apply();
      }}
    />
  );
  return (
    <fieldset className={`vt-facet vt-filter-range vt-filter-range--${type}`}>
      <legend>{label}</legend>
      <div>
        {end('from', m.filterMin)}
        {end('to', m.filterMax)}
      </div>
    </fieldset>
  );
}
