import { parseSearchQuery } from '@vitrine/schema';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { askableSearch, joinSearch, splitSearch } from './split-search.ts';

const partsOf = (text: string, caret?: number) => {
  const { chips, rest } = splitSearch(text, caret);
  return { chips, rest };
};

test('operators that stand for themselves become chips, as they were written', () => {
  expect(partsOf('lake tag:nature -size:>10MB')).toEqual({
    chips: ['tag:nature', '-size:>10MB'],
    rest: 'lake ',
  });
  expect(partsOf('tag:"New York" NOT in:Brand')).toEqual({
    chips: ['tag:"New York"', '-in:Brand'],
    rest: '',
  });
});

test('what lies in a choice, or cannot be read, stays text', () => {
  expect(partsOf('tag:a OR lake')).toEqual({ chips: [], rest: 'tag:a OR lake' });
  expect(partsOf('type:picture lake')).toEqual({ chips: [], rest: 'type:picture lake' });
  expect(partsOf('tag:"open')).toEqual({ chips: [], rest: 'tag:"open' });
});

test('an operator is complete when the caret has left it', () => {
  expect(partsOf('tag:nature', 10).chips).toEqual([]);
  expect(splitSearch('tag:nature ', 11)).toEqual({ chips: ['tag:nature'], rest: '', caret: 0 });
  expect(splitSearch('lake tag:na sea', 11).chips).toEqual([]);
  expect(splitSearch('lake tag:na  sea', 12)).toEqual({ chips: ['tag:na'], rest: 'lake sea', caret: 5 });
});

test('an AND beside a chip goes with it', () => {
  expect(partsOf('lake AND type:image AND sea')).toEqual({ chips: ['type:image'], rest: 'lake AND sea' });
  expect(partsOf('type:image AND lake')).toEqual({ chips: ['type:image'], rest: 'lake' });
});

test('a choice beside chips holds together', () => {
  expect(joinSearch({ chips: ['tag:a'], rest: 'lake OR sea' })).toBe('tag:a (lake OR sea)');
});

test('an operator that is being written is not asked for yet', () => {
  expect(askableSearch({ chips: ['tag:a'], rest: 'lake type:im' })).toBe('tag:a lake ');
  expect(askableSearch({ chips: [], rest: 'lake "still wat' })).toBe('lake ');
  expect(askableSearch({ chips: [], rest: 'lake sea' })).toBe('lake sea');
});

test('split and joined again, a search finds the same', () => {
  const piece = fc.constantFrom(
    'lake',
    '"still water"',
    'tag:nature',
    '-tag:old',
    'type:image',
    'size:>10MB',
    'sea*',
  );
  const separator = fc.constantFrom(' ', ' ', ' ', ' AND ');
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, separator), { minLength: 1, maxLength: 6 }), (pieces) => {
      const text = pieces
        .map(([word, gap]) => word + gap)
        .join('')
        .replace(/ AND $/, ' ');
      const joined = joinSearch(splitSearch(text));
      const leaves = (search: string) =>
        parseSearchQuery(search)
          .terms.map(({ leaf, isNegated }) => JSON.stringify([leaf, isNegated]))
          .sort();
      expect(new Set(leaves(`${joined} `))).toEqual(new Set(leaves(text)));
      expect(parseSearchQuery(joined).problems).toEqual([]);
    }),
  );
});
