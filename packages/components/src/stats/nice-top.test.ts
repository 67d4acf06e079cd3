import { expect, test } from 'vitest';
import { niceTop } from './nice-top.ts';

test('an axis ends at a round figure that the highest bar reaches at most', () => {
  expect([0, 1, 2, 3, 7, 10, 11, 48, 51, 999, 1_200_000].map(niceTop)).toEqual([
    1, 1, 2, 5, 10, 10, 20, 50, 100, 1000, 2_000_000,
  ]);
});
