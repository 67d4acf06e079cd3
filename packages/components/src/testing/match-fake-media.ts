import {
  type Collection,
  isOffered,
  type MediaFile,
  type MediaListInput,
  type MediaQuery,
  parseSearchQuery,
  rightsOf,
} from '@vitrine/schema';
import type * as z from 'zod';
import { hasAlt, idsBelow, orientationOf } from './facts-of-file.ts';
import type { FakeLibrary } from './fake-library.ts';
import { colorsOf, hasLookAlike } from './look-of-file.ts';
import { matchesSearch } from './matches-search.ts';

type Query = Omit<z.output<typeof MediaListInput>, 'sort' | 'limit'>;
type Range = { min?: number | undefined; max?: number | undefined } | undefined;
type Times = { from?: string | undefined; until?: string | undefined } | undefined;

/** What matches, in no order. */
export function matchFakeMedia(library: FakeLibrary, input: Query): MediaFile[] {
  const collection = library.collections.find(({ id }) => id === input.collectionId);
  if (collection?.smartQuery) {
    const { collectionId: _collection, isDeep: _deep, ...rest } = input;
    const kept = new Set(
      matchFakeMedia(library, { ...collection.smartQuery, state: input.state }).map(({ id }) => id),
    );
    return matchFakeMedia(library, rest).filter(({ id }) => kept.has(id));
  }
  const { root } = parseSearchQuery(input.search ?? '');
  const matchAll = (query: MediaQuery) => matchFakeMedia(library, { ...query, state: 'live' } as Query);
  const inside = input.collectionId ? idsWithin(library, input.collectionId, input.isDeep ?? false) : null;
  const withTag = (id: string) => idsBelow(library.tags, id);
  const all = (input.tagIds ?? []).map(withTag);
  const any = input.anyTagIds?.map(withTag);
  const none = (input.noTagIds ?? []).map(withTag);
  const carries = (file: MediaFile, ids: ReadonlySet<string>) => file.tags.some(({ id }) => ids.has(id));
  return [...library.files.values()].filter(
    (file) =>
      (file.deletedAt !== null) === (input.state === 'trashed') &&
      isIn(input.kinds, file.kind) &&
      isOfType(input.mimeTypes, file.mimeType) &&
      all.every((ids) => carries(file, ids)) &&
      (!any?.length || any.some((ids) => carries(file, ids))) &&
      !none.some((ids) => carries(file, ids)) &&
      is(input.hasTags, file.tags.length > 0) &&
      (!inside || file.collectionIds.some((id) => inside.has(id))) &&
      (!input.uploadedBy || file.uploadedBy?.id === input.uploadedBy) &&
      matchesFacts(library, file, input) &&
      (!root || matchesSearch(library, file, root, matchAll)),
  );
}

function matchesFacts(library: FakeLibrary, file: MediaFile, input: Query): boolean {
  return (
    isWithin(input.createdAt, file.createdAt) &&
    isWithin(input.updatedAt, file.updatedAt) &&
    isWithin(input.takenAt, file.takenAt) &&
    isBetween(input.sizeBytes, file.sizeBytes) &&
    isBetween(input.width, file.width) &&
    isBetween(input.height, file.height) &&
    isBetween(input.aspectRatio, file.width && file.height ? file.width / file.height : null) &&
    isBetween(input.durationSeconds, file.durationSeconds) &&
    isIn(input.orientations, orientationOf(file)) &&
    (!input.colors?.length || colorsOf(file).some((color) => input.colors?.includes(color))) &&
    is(input.hasAlt, hasAlt(file)) &&
    is(input.hasLicense, file.license !== '') &&
    is(input.isAnalyzed, file.analysis !== null) &&
    is(input.isUsed, file.referenceCount > 0) &&
    is(input.isDamaged, file.damaged) &&
    (input.hasNearDuplicates === undefined || input.hasNearDuplicates === hasLookAlike(library, file)) &&
    isIn(input.reviewStatus, file.reviewStatus) &&
    isIn(input.accessLevels, file.accessLevel) &&
    (!input.offered || isOffered(file)) &&
    (!input.rights || rightsOf(file) === input.rights)
  );
}

function idsWithin(library: FakeLibrary, id: Collection['id'], isDeep: boolean): ReadonlySet<string> {
  return isDeep ? idsBelow(library.collections, id) : new Set([id]);
}

const is = (wanted: boolean | undefined, value: boolean) => wanted === undefined || wanted === value;
const isIn = <Value>(wanted: readonly Value[] | undefined, value: Value | null) =>
  !wanted?.length || (value !== null && wanted.includes(value));
const isBetween = (range: Range, value: number | null) =>
  !range || (value !== null && value >= (range.min ?? 0) && value <= (range.max ?? Number.POSITIVE_INFINITY));
const isWithin = (range: Times, iso: string | null) =>
  !range ||
  (iso !== null &&
    (range.from === undefined || Date.parse(iso) >= Date.parse(range.from)) &&
    (range.until === undefined || Date.parse(iso) < Date.parse(range.until)));
const isOfType = (wanted: readonly string[] | undefined, mimeType: string) =>
  !wanted?.length ||
  wanted.some((type) => (type.endsWith('/*') ? mimeType.startsWith(type.slice(0, -1)) : type === mimeType));
