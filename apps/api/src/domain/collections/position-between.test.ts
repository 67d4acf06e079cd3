import fc from 'fast-check';
import { expect, test } from 'vitest';
import { positionBetween } from './position-between.ts';

test('any order of insertions keeps the list in the order of its bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 200 }), (places) => {
      const list: string[] = [];
      for (const place of places) {
        const at = place % (list.length + 1);
        list.splice(at, 0, positionBetween(list[at - 1] ?? null, list[at] ?? null));
      }
      expect(list).toEqual(list.toSorted());
      expect(new Set(list).size).toBe(list.length);
    }),
  );
});

test('appending a thousand times makes no position longer', () => {
  let last: string | null = null;
  for (let count = 0; count < 1000; count += 1) last = positionBetween(last, null);
  expect(last).toHaveLength(8);
});
