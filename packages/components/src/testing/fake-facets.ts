import type { Facets, MediaFile, MediaListInput } from '@vitrine/schema';
import type * as z from 'zod';
import { orientationOf } from './facts-of-file.ts';
import type { FakeLibrary } from './fake-library.ts';
import { colorsOf } from './look-of-file.ts';
import { matchFakeMedia } from './match-fake-media.ts';

type Query = Omit<z.output<typeof MediaListInput>, 'sort' | 'limit'>;

const MAX_TAGS = 30;

/** How many of what a query matches have which property. */
export function facetsOf(library: FakeLibrary, input: Query): Facets {
  const { kinds: _kinds, ...ofAllKinds } = input;
  const found = matchFakeMedia(library, input);
  const isExact = found.length <= library.countsUpTo;
  const counted = isExact ? found : found.slice(0, library.countsUpTo);
  const countAll = <Value extends string | number>(valuesOf: (file: MediaFile) => readonly Value[]) =>
    count(counted, valuesOf);
  const tags = new Map(library.tags.map((tag) => [tag.id, tag]));
  const collections = new Map(library.collections.map((one) => [one.id, one]));
  const people = new Map(counted.flatMap(({ uploadedBy: by }) => (by ? [[by.id, by.displayName]] : [])));
  return {
    total: { value: found.length, isExact },
    isExact,
    kinds: count(matchFakeMedia(library, ofAllKinds), ({ kind }) => [kind]),
    mimeTypes: countAll(({ mimeType }) => [mimeType]),
    tags: countAll((file) => file.tags.map(({ id }) => id))
      .slice(0, MAX_TAGS)
      .flatMap((entry) => {
        const tag = tags.get(entry.value);
        return tag ? [{ ...entry, name: tag.name, color: tag.color }] : [];
      }),
    collections: countAll((file) => file.collectionIds).flatMap((entry) => {
      const title = collections.get(entry.value)?.title;
      return title === undefined ? [] : [{ ...entry, title }];
    }),
    uploaders: countAll(({ uploadedBy }) => (uploadedBy ? [uploadedBy.id] : [])).map((entry) => ({
      ...entry,
      name: people.get(entry.value) ?? '',
    })),
    orientations: countAll((file) => {
      const orientation = orientationOf(file);
      return orientation === null ? [] : [orientation];
    }),
    colors: countAll(colorsOf),
    years: countAll((file) => [new Date(file.takenAt ?? file.createdAt).getUTCFullYear()]),
  };
}

function count<Value extends string | number>(
  files: readonly MediaFile[],
  valuesOf: (file: MediaFile) => readonly Value[],
): { value: Value; count: number }[] {
  const counts = new Map<Value, number>();
  for (const file of files) {
    for (const value of valuesOf(file)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, number]) => ({ value, count: number })).sort((a, b) => b.count - a.count);
}
