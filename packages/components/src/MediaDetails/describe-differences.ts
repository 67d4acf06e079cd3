import type { Format } from '../i18n/use-format.ts';
import type { WorkMessages } from '../i18n/use-work-messages.ts';
import { fileFacts } from './file-facts.ts';

/** As it comes over the wire: what a version does not have is not there. */
export interface Difference {
  field: string;
  from?: unknown;
  to?: unknown;
}

const METADATA = 'metadata.';
const NONE = '–';

/** What two versions differ in, in the words of the details: its name, and what the older and the newer one say. */
export function describeDifferences(
  differences: readonly Difference[],
  format: Format,
  m: WorkMessages,
): [name: string, from: string, to: string][] {
  const names: Readonly<Record<string, string>> = {
    originalFilename: m.compareName,
    mimeType: m.compareType,
    sizeBytes: m.compareSize,
    width: m.compareWidth,
    height: m.compareHeight,
    durationSeconds: m.factDuration,
    pageCount: m.factPages,
  };
  const factsOf = (side: 'from' | 'to') => {
    const read = differences.filter(({ field }) => field.startsWith(METADATA));
    const metadata = Object.fromEntries(read.map((one) => [one.field.slice(METADATA.length), one[side]]));
    return new Map(fileFacts({ metadata }, format, m));
  };
  const [before, after] = [factsOf('from'), factsOf('to')];
  return [
    ...differences.flatMap(({ field, from, to }): [string, string, string][] => {
      const name = names[field];
      return name === undefined ? [] : [[name, valueText(field, from, format), valueText(field, to, format)]];
    }),
    ...[...new Set([...before.keys(), ...after.keys()])].map((name): [string, string, string] => [
      name,
      before.get(name) ?? NONE,
      after.get(name) ?? NONE,
    ]),
  ];
}

function valueText(field: string, value: unknown, format: Format): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return NONE;
  if (field === 'sizeBytes') return format.bytes(value);
  if (field === 'durationSeconds') return format.duration(value);
  // As everywhere, pixels stand without separators.
  return String(value);
}
