import { expect, test } from 'vitest';
import { offersFor, wordAtEnd } from './search-offers.ts';
import { joinSearch } from './split-search.ts';

const labels = (rest: string, ...suggestions: Parameters<typeof offersFor>[1][number][]) =>
  offersFor({ chips: [], rest }, suggestions).map(({ label }) => label);

test('the word at the end says which operator it is the value of', () => {
  expect(wordAtEnd('lake -tag:na')).toEqual({ field: 'tag', text: 'na', from: 5, isNegated: true });
  expect(wordAtEnd('collection:"New Y')).toMatchObject({ field: 'in', text: 'New Y' });
  expect(wordAtEnd('alpine la')).toMatchObject({ field: null, text: 'alpine la', from: 7 });
  expect(wordAtEnd('lake ')).toBeNull();
});

test('operators and their values come from the tables of the parser', () => {
  expect(labels('ty')).toEqual(['type:']);
  expect(labels('type:')).toEqual(['type:image', 'type:video', 'type:audio', 'type:document']);
  expect(labels('orientation:p')).toEqual(['orientation:portrait']);
  expect(labels('uploaded:last')).toEqual([
    'uploaded:last-week',
    'uploaded:last-month',
    'uploaded:last-year',
  ]);
  expect(labels('size:')).toContain('size:>10MB');
});

test('a tag and a collection become operators, quoted where they must be', () => {
  const [tag, collection] = offersFor({ chips: ['type:image'], rest: 'lake al' }, [
    { type: 'tag', text: 'alps' },
    { type: 'collection', text: 'Alpine huts' },
  ]);
  expect(joinSearch(tag?.parts ?? { chips: [], rest: '' })).toBe('type:image tag:alps lake ');
  expect(collection?.label).toBe('in:"Alpine huts"');
});

test('within an operator only its own values are offered', () => {
  expect(labels('tag:al', { type: 'tag', text: 'alps' }, { type: 'title', text: 'Alpine lake' })).toEqual([
    'tag:alps',
  ]);
});
