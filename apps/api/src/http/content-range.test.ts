import { expect, test } from 'vitest';
import { isSameTag, readRange } from './content-range.ts';

test.each([
  ['bytes=0-9', { start: 0, end: 9 }],
  ['bytes=90-', { start: 90, end: 99 }],
  ['bytes=-10', { start: 90, end: 99 }],
  ['bytes=-1000', { start: 0, end: 99 }],
  ['bytes=95-1000', { start: 95, end: 99 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=9-3', null],
  ['bytes=0-1,4-5', null],
  ['lines=1-2', null],
  ['bytes=-', null],
  [undefined, null],
])('reads the range %s of 100 bytes', (header, wanted) => {
  expect(readRange(header, 100)).toEqual(wanted);
});

test('compares entity tags weakly and knows the star', () => {
  expect(isSameTag('"a", W/"b"', '"b"')).toBe(true);
  expect(isSameTag('*', '"b"')).toBe(true);
  expect(isSameTag('"c"', '"b"')).toBe(false);
  expect(isSameTag(undefined, '"b"')).toBe(false);
});
