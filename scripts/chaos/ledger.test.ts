import { expect, test } from 'vitest';
import { after, allows, isSurely, type Life, openLedger, stoodForBy, usersOf, withItem } from './ledger.ts';

const trash = (life: Life): Life => (life === 'live' ? 'trashed' : life);
const append = (items: readonly string[]) => [...items, 'b'];

test('what was acknowledged is so, what was refused is not, what was lost may be', () => {
  expect(after(['live'], { ended: 'acknowledged', lost: 0 }, trash)).toEqual(['trashed']);
  expect(after(['live'], { ended: 'refused', lost: 0 }, trash)).toEqual(['live']);
  expect(after(['live'], { ended: 'unknown', lost: 1 }, trash)).toEqual(['live', 'trashed']);
});

test('a try whose answer was lost counts, also where a later one is refused or acknowledged', () => {
  expect(after(['live'], { ended: 'refused', lost: 1 }, trash)).toEqual(['live', 'trashed']);
  expect(after(['live'], { ended: 'acknowledged', lost: 2 }, trash)).toEqual(['trashed']);
  // What is not the same when it is done twice may have been.
  expect(after([['a']], { ended: 'acknowledged', lost: 1 }, append)).toEqual([
    ['a', 'b'],
    ['a', 'b', 'b'],
  ]);
});

test('a value that nobody can have given is not allowed', () => {
  const fact = after([[]], { ended: 'unknown', lost: 1 }, withItem('tag'));
  expect(allows(fact, ['tag'])).toBe(true);
  expect(allows(fact, ['another'])).toBe(false);
  expect(isSurely(fact, [])).toBe(false);
  expect(isSurely([['tag']], ['tag'])).toBe(true);
});

test('who uses a file, and for whom it stands, is known surely or as what may be', () => {
  const ledger = openLedger();
  ledger.contents.set('p1', [['m1 /a']]);
  ledger.contents.set('p2', [['m1 /a'], []]);
  expect(usersOf(ledger, 'm1')).toEqual(['p1', 'p2']);
  expect(usersOf(ledger, 'm1', 'surely')).toEqual(['p1']);
  const file = {
    id: 'm2',
    title: '',
    kind: 'document' as const,
    life: ['live', 'trashed'] as const,
    versions: [['h']],
    caption: [''],
    tags: [[]],
    collections: [[]],
    review: ['approved'] as const,
    standIn: ['m1'],
    isHeld: false,
  };
  ledger.files.set('m2', file);
  expect(stoodForBy(ledger, 'm1')).toEqual([file]);
  expect(stoodForBy(ledger, 'm1', 'surely')).toEqual([]);
});
