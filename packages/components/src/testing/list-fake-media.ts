import {
  isOffered,
  type MediaFile,
  type MediaListInput,
  type MediaPage,
  type MediaSort,
  rightsOf,
} from '@vitrine/schema';
import type * as z from 'zod';
import { FakeError, type FakeLibrary } from './fake-library.ts';

/** Cursors are opaque to clients: here they are the place in the list. */
const CURSOR = /^from:(\d+)$/;

type Query = Omit<z.output<typeof MediaListInput>, 'sort' | 'limit'>;

/** What matches, in no order. */
export function matchFakeMedia(library: FakeLibrary, input: Query): MediaFile[] {
  const words = (input.search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return [...library.files.values()].filter(
    (file) =>
      (file.deletedAt !== null) === (input.state === 'trashed') &&
      (!input.kinds?.length || input.kinds.includes(file.kind)) &&
      (!input.mimeTypes?.length || input.mimeTypes.includes(file.mimeType)) &&
      (input.tagIds ?? []).every((id) => file.tags.some((tag) => tag.id === id)) &&
      (!input.collectionId || file.collectionIds.includes(input.collectionId)) &&
      (!input.reviewStatus?.length || input.reviewStatus.includes(file.reviewStatus)) &&
      (!input.offered || isOffered(file)) &&
      (!input.rights || rightsOf(file) === input.rights) &&
      (!input.uploadedBy || file.uploadedBy?.id === input.uploadedBy) &&
      words.every((word) => textOf(file).includes(word)),
  );
}

export function listFakeMedia(library: FakeLibrary, input: z.output<typeof MediaListInput>): MediaPage {
  const sorted = sortFiles(matchFakeMedia(library, input), input.sort);
  const start = startOf(input);
  const items = sorted.slice(start, start + input.limit);
  const end = start + items.length;
  return {
    items,
    nextCursor: end < sorted.length ? `from:${end}` : null,
    previousCursor: start > 0 ? `from:${Math.max(0, start - input.limit)}` : null,
    total: { value: sorted.length, isExact: true },
  };
}

function startOf({ after, before, skip }: z.output<typeof MediaListInput>): number {
  const cursor = after ?? before;
  if (cursor === undefined) return skip ?? 0;
  const place = CURSOR.exec(cursor)?.[1];
  if (place === undefined) throw new FakeError('input.invalid', 'The cursor does not belong to this list.');
  return Number(place);
}

const textOf = (file: MediaFile) =>
  [
    file.title,
    file.originalFilename,
    file.description,
    file.caption,
    ...Object.values(file.alt),
    ...file.tags.map((tag) => tag.name),
  ]
    .join(' ')
    .toLowerCase();

function sortFiles(files: MediaFile[], sort: MediaSort): MediaFile[] {
  const compare: Record<string, (a: MediaFile, b: MediaFile) => number> = {
    createdAt: (a, b) => a.createdAt.localeCompare(b.createdAt),
    updatedAt: (a, b) => a.updatedAt.localeCompare(b.updatedAt),
    title: (a, b) => a.title.localeCompare(b.title, 'en', { numeric: true }),
    sizeBytes: (a, b) => a.sizeBytes - b.sizeBytes,
    relevance: (a, b) => b.createdAt.localeCompare(a.createdAt),
  };
  const isDown = sort.startsWith('-');
  const by = compare[isDown ? sort.slice(1) : sort];
  if (!by) throw new FakeError('input.invalid', `There is no sort ${sort}.`);
  return [...files].sort((a, b) => (isDown ? -by(a, b) : by(a, b)));
}
