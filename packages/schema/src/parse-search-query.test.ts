import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_SEARCH_TERMS, parseSearchQuery } from './parse-search-query.ts';
import { printSearchQuery } from './print-search-query.ts';
import { choiceFields, dateFields, numberFields, type SearchLeaf, type SearchNode } from './search-query.ts';

const read = (text: string) => parseSearchQuery(text).root;
const word = (text: string, isPrefix = false): SearchLeaf => ({ type: 'word', text, isPrefix });

describe('a search is read', () => {
  it('as words that must all be found, the last one as a beginning', () => {
    expect(read('sunset ber')).toEqual({ type: 'and', nodes: [word('sunset'), word('ber', true)] });
    expect(read('sunset ')).toEqual(word('sunset'));
    expect(read('gir* zoo ')).toEqual({ type: 'and', nodes: [word('gir', true), word('zoo')] });
    expect(read('  ')).toBeNull();
    expect(read('… & - !')).toBeNull();
  });

  it('with OR weaker than words side by side, and parentheses', () => {
    expect(read('a b OR c ')).toEqual({
      type: 'or',
      nodes: [{ type: 'and', nodes: [word('a'), word('b')] }, word('c')],
    });
    expect(read('a (b OR c) ')).toEqual({
      type: 'and',
      nodes: [word('a'), { type: 'or', nodes: [word('b'), word('c', false)] }],
    });
    expect(read('cats and dogs or ')).toEqual({
      type: 'and',
      nodes: ['cats', 'and', 'dogs', 'or'].map((text) => word(text)),
    });
  });

  it('with NOT and - before what must not be there', () => {
    expect(read('-old new ')).toEqual({
      type: 'and',
      nodes: [{ type: 'not', node: word('old') }, word('new')],
    });
    expect(read('NOT "an old one"')).toEqual({ type: 'not', node: { type: 'phrase', text: 'an old one' } });
    expect(read('e-mail ')).toEqual(word('e-mail'));
  });

  it.each([
    ['type:image', { type: 'choice', field: 'type', values: ['image'] }],
    ['kind:Image,VIDEO', { type: 'choice', field: 'type', values: ['image', 'video'] }],
    ['tag:"New York",nature', { type: 'choice', field: 'tag', values: ['New York', 'nature'] }],
    ['in:homepage', { type: 'choice', field: 'in', values: ['homepage'] }],
    ['size:>10MB', { type: 'number', field: 'size', range: { above: 10_000_000 } }],
    ['size:1.5kb..2MB', { type: 'number', field: 'size', range: { min: 1500, max: 2_000_000 } }],
    ['width:>=1600', { type: 'number', field: 'width', range: { min: 1600 } }],
    ['duration:<1:30', { type: 'number', field: 'duration', range: { below: 90 } }],
    ['aspect:16:9', { type: 'number', field: 'aspect', range: { min: 1.7778, max: 1.7778 } }],
    ['uploaded:today', { type: 'date', field: 'uploaded', range: { from: 'today', until: 'today' } }],
    [
      'uploaded:2026-01..2026-03',
      { type: 'date', field: 'uploaded', range: { from: '2026-01', until: '2026-03' } },
    ],
    ['taken:<2020', { type: 'date', field: 'taken', range: { before: '2020' } }],
    ['modified:7d', { type: 'date', field: 'modified', range: { from: '7d' } }],
    ['used:no', { type: 'choice', field: 'used', values: ['no'] }],
    ['alt:missing', { type: 'choice', field: 'alt', values: ['missing'] }],
  ])('with the operator %s', (text, leaf) => {
    expect(parseSearchQuery(text)).toMatchObject({ root: leaf, problems: [] });
  });

  it('and says where each term stands, for the chips', () => {
    const text = 'sunset -tag:old (type:image OR x)';
    const { terms } = parseSearchQuery(text);
    expect(terms.map(({ from, to, isNegated }) => [text.slice(from, to), isNegated])).toEqual([
      ['sunset', false],
      ['-tag:old', true],
      ['type:image', false],
      ['x', false],
    ]);
  });
});

describe('a problem', () => {
  it.each([
    ['type:picture', 'type:picture', /image, video, audio, document/],
    ['cat size:huge', 'size:huge', />10MB/],
    ['uploaded:2026-02-31', 'uploaded:2026-02-31', /2026-01-31/],
    ['width:20..10', 'width:20..10', /number or a range/],
    ['cat "dog', '"dog', /never closed/],
    ['(cat', '(', /never closed/],
    ['cat) dog', ')', /closes nothing/],
    ['cat OR', 'OR', /between two things/],
    ['AND cat', 'AND', /between two things/],
    ['cat NOT', 'NOT', /before something/],
    ['flavour:sweet', 'flavour:sweet', /no operator “flavour:”/],
    ['cat tag:', 'tag:', /what “tag:” should be/],
  ])('of %s is told where it stands', (text, part, message) => {
    const { problems } = parseSearchQuery(text);
    expect(problems).toHaveLength(1);
    expect(text.slice(problems[0]?.from, problems[0]?.to)).toBe(part);
    expect(problems[0]?.message).toMatch(message);
  });

  it('leaves words to search for', () => {
    expect(read('size:huge ')).toEqual({ type: 'and', nodes: [word('size'), word('huge')] });
    expect(read('cat OR ')).toEqual(word('cat'));
    expect(parseSearchQuery('see https://example.org ').problems).toEqual([]);
  });

  it(`is more than ${MAX_SEARCH_TERMS} terms`, () => {
    const { terms, problems } = parseSearchQuery('x '.repeat(MAX_SEARCH_TERMS + 1));
    expect(terms).toHaveLength(MAX_SEARCH_TERMS);
    expect(problems).toHaveLength(1);
  });
});

const text = fc
  .string({ unit: fc.constantFrom(...'abzé"\\ ,:()-*7“”ß東'), minLength: 1, maxLength: 8 })
  .filter((value) => /[\p{L}\p{N}]/u.test(value) && value.trim() !== '');
const plain = fc.stringMatching(/^[a-zé東][a-z0-9é]{0,6}$/u);
const period = fc.constantFrom('today', 'last-week', '2026', '2026-02', '2026-02-28');
const amount = fc.nat({ max: 99_999 });
const bounds = <Value>(value: fc.Arbitrary<Value>, [min, max, above, below]: readonly string[]) =>
  fc.oneof(
    ...[min, max, above, below].map((name) => value.map((bound) => ({ [String(name)]: bound }))),
    value.map((bound) => ({ [String(min)]: bound, [String(max)]: bound })),
  );
const leaf: fc.Arbitrary<SearchLeaf> = fc.oneof(
  fc.record({ type: fc.constant('word' as const), text: plain, isPrefix: fc.boolean() }),
  fc.record({ type: fc.constant('phrase' as const), text }),
  fc
    .constantFrom(...Object.entries(choiceFields))
    .chain(([field, values]) =>
      fc
        .uniqueArray(values ? fc.constantFrom(...values) : text, { minLength: 1, maxLength: 3 })
        .map((chosen) => ({ type: 'choice', field, values: chosen }) as SearchLeaf),
    ),
  fc.record({
    type: fc.constant('number' as const),
    field: fc.constantFrom(...numberFields),
    range: bounds(amount, ['min', 'max', 'above', 'below']),
  }),
  fc.record({
    type: fc.constant('date' as const),
    field: fc.constantFrom(...dateFields),
    range: bounds(period, ['from', 'until', 'after', 'before']),
  }),
);
const { node } = fc.letrec<{ node: SearchNode; group: SearchNode }>((tie) => ({
  node: fc.oneof({ maxDepth: 4, withCrossShrink: true }, leaf, leaf, tie('group')),
  group: fc.oneof(
    tie('node').map((inner): SearchNode => ({ type: 'not', node: inner })),
    ...(['and', 'or'] as const).map((type) =>
      fc
        .array(
          tie('node').filter((inner) => inner.type !== type),
          { minLength: 2, maxLength: 3 },
        )
        .map((nodes): SearchNode => ({ type, nodes })),
    ),
  ),
}));
const countLeaves = (tree: SearchNode): number =>
  'nodes' in tree
    ? tree.nodes.reduce((sum, part) => sum + countLeaves(part), 0)
    : tree.type === 'not'
      ? countLeaves(tree.node)
      : 1;

it('what is printed is read as the same search again', () => {
  fc.assert(
    fc.property(
      node.filter((tree) => countLeaves(tree) <= MAX_SEARCH_TERMS),
      (tree) => {
        expect(parseSearchQuery(printSearchQuery(tree))).toMatchObject({ root: tree, problems: [] });
      },
    ),
    { numRuns: 500 },
  );
});

it('whatever is typed is read, and printed it means the same', () => {
  const typed = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom(...'ab ():"-*,.:<>=', 'OR ', 'AND ', 'NOT ', 'tag:', 'size:', '9MB'),
      maxLength: 30,
    }),
  );
  fc.assert(
    fc.property(typed, (search) => {
      const { root, terms, problems } = parseSearchQuery(search);
      for (const { from, to } of [...terms, ...problems]) {
        expect(from).toBeLessThan(to);
        expect(to).toBeLessThanOrEqual(search.length);
      }
      expect(read(printSearchQuery(root))).toEqual(root);
    }),
    { numRuns: 1000 },
  );
});
