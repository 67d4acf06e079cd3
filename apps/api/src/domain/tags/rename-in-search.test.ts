import { expect, test } from 'vitest';
import { renameInSearch } from './rename-in-search.ts';

const names = new Map([
  ['old', ['New one']],
  ['both', ['both', 'New one']],
  ['odd', ['a "quoted", \\ name']],
  ['long', ['x'.repeat(2000)]],
]);

test.each([
  ['tag:old', 'tag:"New one"'],
  ['lake tag:old  sea', 'lake tag:"New one"  sea'],
  ['-tag:old NOT tag:old -(tags:old OR x) ', '-tag:"New one" NOT tag:"New one" -(tag:"New one" OR x) '],
  ['TAG:other,old', 'tag:other,"New one"'],
  ['tag:both,old', 'tag:both,"New one"'],
  ['tag:"odd"', 'tag:"a \\"quoted\\", \\\\ name"'],
  // Words, other operators, and what can't be read stay as they were typed.
  ['old "tag:old" in:old size:huge (tag:old', 'old "tag:old" in:old size:huge (tag:"New one"'],
  ['tag:old ) -', 'tag:"New one" ) -'],
  ['tag: old', 'tag: old'],
  // Nobody could read it any more.
  ['tag:long lake', 'tag:long lake'],
])('%s', (search, renamed) => {
  expect(renameInSearch(search, names)).toBe(renamed);
});
