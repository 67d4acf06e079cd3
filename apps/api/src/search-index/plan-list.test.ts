import { describe, expect, test } from 'vitest';
import type { Estimate } from './estimate-hits.ts';
import type { Condition, FileCondition, MediaFilter } from './media-filter.ts';
import { isDirect, isWithinOrder, planList } from './plan-list.ts';

const MILLION = 1_000_000;
const PAGE = 49;

const of = (file: FileCondition): Condition => ({ type: 'file', file });
const word: Condition = { type: 'text', text: { type: 'word', word: 'lake', isPrefix: false } };

const filterOf = (...conditions: Condition[]): MediaFilter => ({
  namespaceId: 'n',
  state: 'live',
  reach: { levels: null, userId: null, onlyOwn: false },
  conditions,
  text: null,
  textSearchConfig: 'vitrine',
  at: new Date(0),
  endingUntil: new Date(0),
  identity: null,
});
interface Asked {
  needed?: number;
  files?: number;
  filter?: MediaFilter;
}
const planOf = (
  hits: number | null,
  { needed = PAGE, files = MILLION, filter = filterOf(word) }: Asked = {},
) => planList(filter, { hits, isOne: false, files } as Estimate, needed, false);
const wayOf = (hits: number | null, asked?: Asked) => planOf(hits, asked).way;

describe('of a million files', () => {
  test('what is rare is gathered, what is common is walked to', () => {
    for (const hits of [0, 50, 1000]) expect(wayOf(hits)).toBe('gather');
    for (const hits of [20_000, 250_000, MILLION]) expect(wayOf(hits)).toBe('walk');
  });

  test('a walk has more room than it should need, and ends early where it was wrong', () => {
    for (const hits of [20_000, 100_000, MILLION]) {
      const plan = planOf(hits);
      if (plan.way !== 'walk') throw new Error('It is gathered.');
      expect(plan.budget).toBeGreaterThanOrEqual((PAGE * MILLION) / hits);
      expect(plan.budget).toBeLessThanOrEqual(12_000);
    }
  });

  test('what lies far behind is not walked to', () => {
    expect(wayOf(20_000, { needed: 10_000 })).toBe('gather');
    expect(wayOf(MILLION, { needed: 100_000 })).toBe('gather');
  });

  test('of what nobody knows how common it is a walk tries its luck', () => {
    const plan = planOf(null, { filter: filterOf(of({ orientations: ['square'] })) });
    expect(plan).toMatchObject({ way: 'walk' });
    expect(wayOf(null, { needed: 50_000 })).toBe('gather');
  });

  test('what few files have and an index knows is gathered, whatever a plan for any values would take it for', () => {
    const rare = [
      of({ reviewStatus: ['pending'] }),
      of({ reviewStatus: ['pending', 'rejected'] }),
      of({ rights: 'ended' }),
      of({ rights: 'ending' }),
      of({ rights: 'not-started' }),
    ];
    for (const condition of rare) {
      expect(wayOf(null, { filter: filterOf(condition) })).toBe('gather');
      // Also beside a word that is everywhere.
      expect(wayOf(500_000, { filter: filterOf(word, condition) })).toBe('gather');
    }
    expect(wayOf(null, { filter: filterOf(of({ reviewStatus: ['approved'] })) })).toBe('walk');
  });
});

test('what is small is gathered, whatever is asked for', () => {
  for (const hits of [null, 0, 3000]) expect(wayOf(hits, { files: 3000 })).toBe('gather');
});

test('without a filter, or with a stretch of its own order, a list is read from its index', () => {
  const since = of({ createdAt: { from: new Date(0) } });
  expect(isDirect(filterOf(), 'title_key')).toBe(true);
  expect(isDirect(filterOf(since), 'created_at')).toBe(true);
  expect(isDirect(filterOf(since), 'title_key')).toBe(false);
  expect(isDirect(filterOf(word), 'created_at')).toBe(false);
  expect(isDirect(filterOf(of({ reviewStatus: ['pending'] })), 'created_at')).toBe(false);
  expect(isDirect({ ...filterOf(word), state: 'trashed' }, 'created_at')).toBe(true);
});

test('an order is entered where a stretch of it begins, and by nothing else', () => {
  expect(isWithinOrder(of({ sizeBytes: { min: 1 } }), 'size_bytes')).toBe(true);
  expect(isWithinOrder(of({ updatedAt: {} }), 'updated_at')).toBe(true);
  expect(isWithinOrder(of({ sizeBytes: { min: 1 }, colors: ['red'] }), 'size_bytes')).toBe(false);
  expect(isWithinOrder({ type: 'not', condition: of({ sizeBytes: { min: 1 } }) }, 'size_bytes')).toBe(false);
});
