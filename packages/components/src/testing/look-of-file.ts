import type { ColorName, MediaFile } from '@vitrine/schema';
import { thumbHashToAverageRGBA } from 'thumbhash';
import type { FakeLibrary } from './fake-library.ts';

/** One color for each name: the nearest one is the name. */
const named: Readonly<Record<ColorName, readonly [number, number, number]>> = {
  red: [200, 40, 40],
  orange: [225, 130, 40],
  yellow: [230, 205, 70],
  green: [70, 140, 60],
  teal: [50, 140, 140],
  blue: [60, 110, 190],
  purple: [120, 80, 180],
  pink: [225, 130, 170],
  brown: [120, 85, 55],
  black: [20, 20, 20],
  gray: [130, 130, 130],
  white: [240, 240, 240],
};

const known = new Map<string, ColorName[]>();

/** The names of a picture's colors: here only that of its average. */
export function colorsOf({ placeholder }: MediaFile): ColorName[] {
  if (placeholder === null) return [];
  const found = known.get(placeholder) ?? [nearest(placeholder)];
  known.set(placeholder, found);
  return found;
}

function nearest(placeholder: string): ColorName {
  const bytes = Uint8Array.from(atob(placeholder), (character) => character.charCodeAt(0));
  const { r, g, b } = thumbHashToAverageRGBA(bytes);
  const distance = ([red, green, blue]: readonly [number, number, number]) =>
    (red - r * 255) ** 2 + (green - g * 255) ** 2 + (blue - b * 255) ** 2;
  const names = Object.keys(named) as ColorName[];
  return names.reduce((best, name) => (distance(named[name]) < distance(named[best]) ? name : best));
}

/** 0..1: files of the fake library look the same where they show the same drawing. */
export function likenessOf(a: MediaFile, b: MediaFile): number {
  if (a.kind !== 'image' || b.kind !== 'image') return 0;
  if (a.url === b.url) return a.hash === b.hash ? 1 : 0.98;
  return a.placeholder !== null && a.placeholder === b.placeholder ? 0.8 : 0;
}

/** From which likeness on two files are near duplicates. */
export const NEAR = 0.95;

/** Files that look nearly like this one, in their own place: neither in the trash nor replaced by another one. */
export const lookAlikes = (library: FakeLibrary, file: MediaFile): MediaFile[] =>
  [...library.files.values()].filter(
    (other) =>
      other.id !== file.id &&
      other.deletedAt === null &&
      other.replacedBy === null &&
      likenessOf(file, other) >= NEAR,
  );

export const hasLookAlike = (library: FakeLibrary, file: MediaFile): boolean =>
  lookAlikes(library, file).length > 0;
