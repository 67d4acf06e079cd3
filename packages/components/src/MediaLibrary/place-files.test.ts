import type { MediaId, MediaPage } from '@vitrine/schema';
import { expect, test } from 'vitest';
import { makeMediaFiles } from '../testing/make-media-file.ts';
import { anchorBeside, anchorOf, placeFiles } from './place-files.ts';

const files = makeMediaFiles(6);
const ids = files.map(({ id }) => id);
const [a, b, c, d, e, f] = ids as [MediaId, MediaId, MediaId, MediaId, MediaId, MediaId];

test('a file goes so many places on or back, and stays where there are no more', () => {
  expect(anchorOf(files, [c], -1)).toBe(a);
  expect(anchorOf(files, [b], -1)).toBeNull();
  expect(anchorOf(files, [a], -1)).toBeUndefined();
  expect(anchorOf(files, [c], 1)).toBe(d);
  expect(anchorOf(files, [f], 1)).toBeUndefined();
  // A row up in three columns, and more than there are.
  expect(anchorOf(files, [e], -3)).toBe(a);
  expect(anchorOf(files, [c], -3)).toBeNull();
  expect(anchorOf(files, [c], 9)).toBe(f);
  // Several go together.
  expect(anchorOf(files, [c, d], -1)).toBe(a);
  expect(anchorOf(files, [b, d], 1)).toBe(e);
});

test('files that are dropped beside another one come right before or after it', () => {
  expect(anchorBeside(files, [f], c, 'before')).toBe(b);
  expect(anchorBeside(files, [f], c, 'after')).toBe(c);
  expect(anchorBeside(files, [f], a, 'before')).toBeNull();
  expect(anchorBeside(files, [b], c, 'before')).toBe(a);
  expect(anchorBeside(files, [b, c], c, 'after')).toBeUndefined();
});

test('a new order keeps the pages as long as they were', () => {
  const page = (items: typeof files): MediaPage => ({
    items: [...items],
    nextCursor: null,
    previousCursor: null,
    total: { value: 6, isExact: true },
  });
  const data = { pages: [page(files.slice(0, 4)), page(files.slice(4))], pageParams: [null, 'x'] };
  const placed = placeFiles(data, [e, a], b);
  expect(placed.pages.map(({ items }) => items.map(({ id }) => id))).toEqual([
    [b, e, a, c],
    [d, f],
  ]);
  expect(placeFiles(data, [c], null).pages[0]?.items.map(({ id }) => id)).toEqual([c, a, b, d]);
});
