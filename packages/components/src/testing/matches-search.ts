import type { DateRange, MediaFile, MediaQuery, NumberRange, SearchLeaf, SearchNode } from '@vitrine/schema';
import { rightsOf } from '@vitrine/schema';
import { hasAlt, idsBelow, orientationOf } from './facts-of-file.ts';
import type { FakeLibrary } from './fake-library.ts';
import { colorsOf, hasLookAlike } from './look-of-file.ts';
import { TEST_NOW } from './make-media-file.ts';

/** Small letters without accents. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();

const texts = new WeakMap<MediaFile, string>();

/** All that is searched for words. */
export function textOf(file: MediaFile): string {
  const known = texts.get(file);
  if (known !== undefined) return known;
  const parts = [
    file.title,
    file.originalFilename,
    file.description,
    file.caption,
    ...Object.values(file.alt),
    ...file.tags.map((tag) => tag.name),
  ];
  const text = fold(parts.join(' '));
  texts.set(file, text);
  return text;
}

const wordsOf = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** What a kept query matches: of smart collections. */
type MatchAll = (query: MediaQuery) => readonly MediaFile[];

/** Whether a file is what a search says. */
export function matchesSearch(
  library: FakeLibrary,
  file: MediaFile,
  node: SearchNode,
  matchAll: MatchAll,
): boolean {
  if (node.type === 'and') return node.nodes.every((one) => matchesSearch(library, file, one, matchAll));
  if (node.type === 'or') return node.nodes.some((one) => matchesSearch(library, file, one, matchAll));
  if (node.type === 'not') return !matchesSearch(library, file, node.node, matchAll);
  return matchesLeaf(library, file, node, matchAll);
}

function matchesLeaf(library: FakeLibrary, file: MediaFile, leaf: SearchLeaf, matchAll: MatchAll): boolean {
  if (leaf.type === 'phrase')
    return wordsOf(textOf(file))
      .join(' ')
      .includes(wordsOf(fold(leaf.text)).join(' '));
  if (leaf.type === 'word') {
    const parts = wordsOf(fold(leaf.text));
    const words = wordsOf(textOf(file));
    return parts.every((part, index) =>
      leaf.isPrefix && index === parts.length - 1
        ? words.some((word) => word.startsWith(part))
        : words.includes(part),
    );
  }
  if (leaf.type === 'number') return isInRange(leaf.range, numberOf(file, leaf.field));
  if (leaf.type === 'date') return isInPeriod(leaf.range, dateOf(file, leaf.field));
  return leaf.values.some((value) => matchesChoice(library, file, leaf.field, fold(value), matchAll));
}

type Choice = Extract<SearchLeaf, { type: 'choice' }>['field'];

function matchesChoice(
  library: FakeLibrary,
  file: MediaFile,
  field: Choice,
  value: string,
  matchAll: MatchAll,
): boolean {
  const same = (text: string) => fold(text) === value;
  const yes = value === 'yes' || value === 'present';
  switch (field) {
    case 'type':
      return file.kind === value;
    case 'mime':
      return value.endsWith('/*') ? file.mimeType.startsWith(value.slice(0, -1)) : file.mimeType === value;
    case 'tag': {
      const ids = library.tags.filter(({ name, slug }) => same(name) || same(slug));
      return ids.some(({ id }) => {
        const below = idsBelow(library.tags, id);
        return file.tags.some((tag) => below.has(tag.id));
      });
    }
    case 'in':
      return library.collections
        .filter(({ title, slug }) => same(title) || same(slug))
        .some(({ id, smartQuery }) =>
          smartQuery
            ? matchAll(smartQuery).includes(file)
            : file.collectionIds.some((inside) => idsBelow(library.collections, id).has(inside)),
        );
    case 'by':
      return wordsOf(fold(file.uploadedBy?.displayName ?? '')).some((word) => word.startsWith(value));
    case 'orientation':
      return orientationOf(file) === value;
    case 'color':
      return colorsOf(file).some((color) => color === value);
    case 'used':
      return file.referenceCount > 0 === yes;
    case 'alt':
      return hasAlt(file) === yes;
    case 'license':
      return (file.license !== '') === yes;
    case 'rights':
      return rightsOf(file) === value;
    case 'review':
      return file.reviewStatus === value;
    case 'level':
      return file.accessLevel === value;
    case 'damaged':
      return file.damaged === yes;
    case 'analyzed':
      return (file.analysis !== null) === yes;
    case 'duplicates':
      return hasLookAlike(library, file) === yes;
  }
}

function numberOf(file: MediaFile, field: Extract<SearchLeaf, { type: 'number' }>['field']): number | null {
  if (field === 'size') return file.sizeBytes;
  if (field === 'duration') return file.durationSeconds;
  if (field === 'aspect') return file.width && file.height ? file.width / file.height : null;
  return file[field];
}

const isInRange = ({ min, max, above, below }: NumberRange, value: number | null) =>
  value !== null &&
  (min === undefined || value >= min) &&
  (max === undefined || value <= max) &&
  (above === undefined || value > above) &&
  (below === undefined || value < below);

function dateOf(file: MediaFile, field: 'uploaded' | 'modified' | 'taken'): string | null {
  return { uploaded: file.createdAt, modified: file.updatedAt, taken: file.takenAt }[field];
}

const DAY_MS = 86_400_000;

/** The first and the day after the last day of a period, UTC: `2026-07`, `today`, `7d`. Weeks begin on Monday. */
function daysOf(period: string): [from: string, until: string] {
  const [today = ''] = TEST_NOW.split('T');
  const at = (year: number, month: number, day = 1) => new Date(Date.UTC(year, month, day)).toISOString();
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  const monday = day - ((new Date(TEST_NOW).getUTCDay() + 6) % 7);
  const named: Record<string, [string, string]> = {
    today: [at(year, month - 1, day), at(year, month - 1, day + 1)],
    yesterday: [at(year, month - 1, day - 1), at(year, month - 1, day)],
    'this-week': [at(year, month - 1, monday), at(year, month - 1, monday + 7)],
    'last-week': [at(year, month - 1, monday - 7), at(year, month - 1, monday)],
    'this-month': [at(year, month - 1), at(year, month)],
    'last-month': [at(year, month - 2), at(year, month - 1)],
    'this-year': [at(year, 0), at(year + 1, 0)],
    'last-year': [at(year - 1, 0), at(year, 0)],
  };
  const found = named[period];
  if (found) return found;
  const [, count, unit] = /^(\d+)([dwmy])$/.exec(period) ?? [];
  if (count !== undefined && unit !== undefined) {
    const days = Number(count) * ({ d: 1, w: 7, m: 30, y: 365 }[unit] ?? 1);
    return [new Date(Date.parse(TEST_NOW) - days * DAY_MS).toISOString(), at(year + 1, 0)];
  }
  const [y = 0, m, d] = period.split('-').map(Number);
  if (m === undefined) return [at(y, 0), at(y + 1, 0)];
  return d === undefined ? [at(y, m - 1), at(y, m)] : [at(y, m - 1, d), at(y, m - 1, d + 1)];
}

const isInPeriod = ({ from, after, until, before }: DateRange, iso: string | null) =>
  iso !== null &&
  (from === undefined || iso >= daysOf(from)[0]) &&
  (after === undefined || iso >= daysOf(after)[1]) &&
  (until === undefined || iso < daysOf(until)[1]) &&
  (before === undefined || iso < daysOf(before)[0]);
