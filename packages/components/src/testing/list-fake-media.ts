import {
  type MediaFile,
  type MediaListInput,
  type MediaPage,
  type MediaSort,
  parseSearchQuery,
} from '@vitrine/schema';
import type * as z from 'zod';
import { FakeError, type FakeLibrary } from './fake-library.ts';
import { matchFakeMedia } from './match-fake-media.ts';
import { fold } from './matches-search.ts';

/** Cursors are opaque to clients: here they are the place in the list. */
const CURSOR = /^from:(\d+)$/;

export function listFakeMedia(library: FakeLibrary, input: z.output<typeof MediaListInput>): MediaPage {
  const sorted = sortFiles(library, matchFakeMedia(library, input), input);
  const start = startOf(input);
  const items = sorted.slice(start, start + input.limit);
  const end = start + items.length;
  return {
    items,
    nextCursor: end < sorted.length ? `from:${end}` : null,
    previousCursor: start > 0 ? `from:${Math.max(0, start - input.limit)}` : null,
    total: roundTotal(library, sorted.length),
  };
}

/** Beyond so many the server says only about how many there are. */
function roundTotal({ countsUpTo }: FakeLibrary, count: number): MediaPage['total'] {
  return count <= countsUpTo
    ? { value: count, isExact: true }
    : { value: Math.round(count / 1000) * 1000, isExact: false };
}

function startOf({ after, before, skip }: z.output<typeof MediaListInput>): number {
  const cursor = after ?? before;
  if (cursor === undefined) return skip ?? 0;
  const place = CURSOR.exec(cursor)?.[1];
  if (place === undefined) throw new FakeError('input.invalid', 'The cursor does not belong to this list.');
  return Number(place);
}

type Compare = (a: MediaFile, b: MediaFile) => number;

const newest: Compare = (a, b) => b.createdAt.localeCompare(a.createdAt);

function sortFiles(
  library: FakeLibrary,
  files: MediaFile[],
  {
    sort,
    search = '',
    collectionId,
  }: { sort: MediaSort; search?: string | undefined; collectionId?: string | undefined },
): MediaFile[] {
  if (sort === 'relevance') return [...files].sort(byRelevance(search));
  if (sort === 'position') {
    const order = library.order.get(collectionId ?? '') ?? [];
    const place = ({ id }: MediaFile) => (order.includes(id) ? order.indexOf(id) : order.length);
    return [...files].sort((a, b) => place(a) - place(b) || newest(a, b));
  }
  const compare: Record<string, Compare> = {
    createdAt: (a, b) => a.createdAt.localeCompare(b.createdAt),
    updatedAt: (a, b) => a.updatedAt.localeCompare(b.updatedAt),
    takenAt: (a, b) => (a.takenAt ?? a.createdAt).localeCompare(b.takenAt ?? b.createdAt),
    title: (a, b) => a.title.localeCompare(b.title, 'en', { numeric: true }),
    sizeBytes: (a, b) => a.sizeBytes - b.sizeBytes,
    referenceCount: (a, b) => a.referenceCount - b.referenceCount,
  };
  const isDown = sort.startsWith('-');
  const by = compare[isDown ? sort.slice(1) : sort];
  if (!by) throw new FakeError('input.invalid', `There is no sort ${sort}.`);
  return [...files].sort((a, b) => (isDown ? -by(a, b) : by(a, b)));
}

/** Words in the title count most, then those in tags; the newest first among the same. */
function byRelevance(search: string): Compare {
  const words = parseSearchQuery(search).terms.flatMap(({ leaf, isNegated }) =>
    !isNegated && (leaf.type === 'word' || leaf.type === 'phrase') ? [fold(leaf.text)] : [],
  );
  if (words.length === 0) return newest;
  const scores = new Map<MediaFile, number>();
  const score = (file: MediaFile) => {
    const known = scores.get(file);
    if (known !== undefined) return known;
    const [title, tags] = [fold(file.title), fold(file.tags.map(({ name }) => name).join(' '))];
    const found = words.reduce(
      (sum, word) => sum + (title.includes(word) ? 4 : 0) + (tags.includes(word) ? 2 : 0),
      0,
    );
    scores.set(file, found);
    return found;
  };
  return (a, b) => score(b) - score(a) || newest(a, b);
}
