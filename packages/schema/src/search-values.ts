/** `min` and `max` belong to it, `above` and `below` do not. */
export interface NumberRange {
  min?: number;
  above?: number;
  max?: number;
  below?: number;
}

/**
 * Periods as they are written: `2026`, `2026-01`, `2026-01-31`, a name such as `today`, or `7d` for the last seven days.
 * `from` and `until` belong to it whole; `after` and `before` stay outside.
 */
export interface DateRange {
  from?: string;
  after?: string;
  until?: string;
  before?: string;
}

export const periodNames = [
  'today',
  'yesterday',
  'this-week',
  'last-week',
  'this-month',
  'last-month',
  'this-year',
  'last-year',
] as const;

const comparisons = { '>=': 'min', '<=': 'max', '>': 'above', '<': 'below', '=': 'same' } as const;
const dateBounds = { min: 'from', max: 'until', above: 'after', below: 'before' } as const;

type Bound<Value> = { min?: Value; max?: Value; above?: Value; below?: Value };

/** `1..2`, `>=1`, `1`: how every range is written. null where a value cannot be read, or nothing is in between. */
function readRange<Value>(text: string, read: (text: string) => Value | null): Bound<Value> | null {
  const [low, high, ...more] = text.split('..');
  if (more.length > 0) return null;
  if (high !== undefined) {
    const min = low === '' ? undefined : read(low ?? '');
    const max = high === '' ? undefined : read(high);
    if (min === null || max === null || (min === undefined && max === undefined)) return null;
    return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  }
  const sign = /^(>=|<=|>|<|=)?/.exec(text)?.[0] ?? '';
  const value = read(text.slice(sign.length));
  if (value === null) return null;
  const bound = sign === '' ? 'same' : comparisons[sign as keyof typeof comparisons];
  return bound === 'same' ? { min: value, max: value } : { [bound]: value };
}

const byteUnits: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  g: 1e9,
  gb: 1e9,
  tb: 1e12,
};
const secondUnits: Readonly<Record<string, number>> = { '': 1, s: 1, sec: 1, m: 60, min: 60, h: 3600 };

function readUnit(text: string, units: Readonly<Record<string, number>>): number | null {
  const [, digits, unit = ''] = /^(\d{1,15}(?:\.\d{1,6})?)([a-z]*)$/i.exec(text) ?? [];
  const factor = units[unit.toLowerCase()];
  return digits === undefined || factor === undefined ? null : Number(digits) * factor;
}

/** The most that a column of ours holds, and a number can tell. */
const MAX_WHOLE = 2 ** 53 - 1;
const MAX_PIXELS = 2 ** 31 - 1;

function readWhole(text: string, units: Readonly<Record<string, number>>, max: number): number | null {
  const value = readUnit(text, units);
  return value === null || value > max ? null : Math.round(value);
}

/** So many decimals are written, and read again. */
const round = (value: number, decimals: number) => Math.round(value * 10 ** decimals) / 10 ** decimals;

function readSeconds(text: string): number | null {
  const parts = text.split(':');
  if (parts.length === 1) {
    const seconds = readUnit(text, secondUnits);
    return seconds === null || seconds > MAX_WHOLE ? null : round(seconds, 3);
  }
  if (parts.length > 3 || !parts.every((part) => /^\d{1,5}$/.test(part))) return null;
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0);
}

function readRatio(text: string): number | null {
  const [, width, height] = /^(\d{1,5}(?:\.\d{1,6})?)(?:[:/x](\d{1,5}(?:\.\d{1,6})?))?$/.exec(text) ?? [];
  if (width === undefined) return null;
  const ratio = Number(width) / (height === undefined ? 1 : Number(height));
  return Number.isFinite(ratio) ? round(ratio, 4) : null;
}

const numberReaders = {
  size: (text: string) => readWhole(text, byteUnits, MAX_WHOLE),
  width: (text: string) => readWhole(text, { '': 1, px: 1 }, MAX_PIXELS),
  height: (text: string) => readWhole(text, { '': 1, px: 1 }, MAX_PIXELS),
  duration: readSeconds,
  aspect: readRatio,
};

/** @returns null for what is no number of this sort, or a range that holds none. */
export function readNumberRange(field: keyof typeof numberReaders, text: string): NumberRange | null {
  const range = readRange(text, numberReaders[field]);
  if (!range || (range.min !== undefined && range.max !== undefined && range.min > range.max)) return null;
  return range;
}

const isPeriodName = (text: string) => (periodNames as readonly string[]).includes(text);

function readPeriod(text: string): string | null {
  const period = text.toLowerCase();
  if (isPeriodName(period)) return period;
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(period) ?? [];
  if (year === undefined || Number(year) < 1000) return null;
  const date = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  const isReal = date.getUTCMonth() + 1 === Number(month ?? 1) && date.getUTCDate() === Number(day ?? 1);
  return isReal ? period : null;
}

/** `7d`, `4w`, `3m`, `1y`: the last so many days, weeks, months, years. */
const lastPattern = /^[1-9]\d{0,3}[dwmy]$/;

/** @returns null for what is no date. */
export function readDateRange(text: string): DateRange | null {
  const written = text.toLowerCase();
  if (lastPattern.test(written)) return { from: written };
  const range = readRange(written, readPeriod);
  if (!range) return null;
  return Object.fromEntries(
    Object.entries(range).map(([bound, period]) => [dateBounds[bound as keyof typeof dateBounds], period]),
  );
}

const only = (bounds: object, ...names: string[]) =>
  Object.keys(bounds).length === names.length && names.every((name) => name in bounds);

/** Writes a range so that it is read as the same one again. */
export function writeNumberRange({ min, max, above, below }: NumberRange): string {
  if (above !== undefined) return `>${above}`;
  if (below !== undefined) return `<${below}`;
  if (min !== undefined && min === max) return String(min);
  if (min !== undefined && max !== undefined) return `${min}..${max}`;
  return min !== undefined ? `>=${min}` : `<=${max}`;
}

export function writeDateRange(range: DateRange): string {
  const { from, until, after, before } = range;
  if (after !== undefined) return `>${after}`;
  if (before !== undefined) return `<${before}`;
  if (only(range, 'from', 'until')) return from === until ? String(from) : `${from}..${until}`;
  if (until !== undefined) return `<=${until}`;
  return lastPattern.test(from ?? '') ? String(from) : `>=${from}`;
}
