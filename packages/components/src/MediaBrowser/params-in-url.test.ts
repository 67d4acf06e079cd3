import { CollectionId, TagId, UserId } from '@vitrine/schema';
import { expect, test } from 'vitest';
import { type BrowserParams, defaultParams } from './browser-params.ts';
import { printBrowserParams, readBrowserParams } from './params-in-url.ts';

const id = (end: number) => `01920004-0000-7000-8000-0000000000${end}`;
const all: BrowserParams = {
  search: '"wet cat" -dog type:image & 50% ',
  kind: 'image',
  sort: 'title',
  searchSort: '-sizeBytes',
  filters: {
    tagIds: [TagId.parse(id(10)), TagId.parse(id(11))],
    noTagIds: [TagId.parse(id(12))],
    collectionId: CollectionId.parse(id(20)),
    isDeep: true,
    uploadedBy: UserId.parse(id(30)),
    mimeTypes: ['image/svg+xml'],
    takenAt: { from: '2025-01-01T00:00:00Z', until: '2026-01-01T00:00:00Z' },
    createdAt: { until: '2026-01-01T00:00:00+02:00' },
    sizeBytes: { min: 0 },
    width: { min: 800, max: 1600 },
    aspectRatio: { min: 1.5 },
    colors: ['green', 'blue'],
    isUsed: false,
    reviewStatus: ['pending'],
    rights: 'ending',
  },
};

test('what a browser shows is the same after a way through an address', () => {
  expect(readBrowserParams(printBrowserParams(all).toString())).toEqual(all);
  expect(readBrowserParams(`?${printBrowserParams(all)}`)).toEqual(all);
});

test('what is as always is not in the address', () => {
  expect(printBrowserParams(defaultParams).toString()).toBe('');
  expect(printBrowserParams({ ...defaultParams, filters: { width: { min: 800 } } }).toString()).toBe(
    'width=800..',
  );
  expect(readBrowserParams('')).toEqual(defaultParams);
});

test('what cannot be read in an address is left out, and the rest holds', () => {
  const address =
    'kind=cake&sort=worst&tagIds=1&isUsed=perhaps&width=9..3&height=a..b&sizeBytes=5&takenAt=..&colors=mauve&offered=true&hasAlt=true&q=lake';
  expect(readBrowserParams(address)).toEqual({ ...defaultParams, search: 'lake', filters: { hasAlt: true } });
});
