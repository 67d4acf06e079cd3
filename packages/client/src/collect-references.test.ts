import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectReferences } from './collect-references.ts';

const lake = '01900000-0000-7000-8000-000000000001';
const tree = '01900000-0000-7000-8000-000000000002';

test('finds a value at any depth and names its place by a JSON Pointer', () => {
  expect(collectReferences({ hero: { image: { mediaId: lake, alt: 'A lake' } } })).toEqual([
    { mediaId: lake, alt: 'A lake', fieldPath: '/hero/image' },
  ]);
});

test('names a block by its id, so that moving it changes no reference', () => {
  const blocks = [
    { id: 'a', picture: { mediaId: lake } },
    { id: 'b', picture: { mediaId: tree } },
  ];
  const byPath = (list: ReturnType<typeof collectReferences>) =>
    list.toSorted((one, other) => one.fieldPath.localeCompare(other.fieldPath));
  expect(byPath(collectReferences({ blocks: blocks.toReversed() }))).toEqual(
    byPath(collectReferences({ blocks })),
  );
});

test('finds pictures inside a rich text', () => {
  const body = {
    type: 'doc',
    content: [{ type: 'media', attrs: { value: { mediaId: tree }, width: 'half' } }],
  };
  expect(collectReferences({ body })).toEqual([{ mediaId: tree, fieldPath: '/body/content/0/attrs/value' }]);
});

test('escapes what a JSON Pointer has a meaning for', () => {
  expect(collectReferences({ 'a/b~c': { mediaId: lake } })[0]?.fieldPath).toBe('/a~1b~0c');
});

test('keeps what only this place says, and leaves out what the server does not take', () => {
  const value = { mediaId: lake, decorative: true, version: 3, focalPoint: { x: 0.5, y: 0.5 } };
  expect(collectReferences(value)).toEqual([{ mediaId: lake, decorative: true, fieldPath: '' }]);
});

test('passes over what only looks like a value', () => {
  expect(collectReferences([{ mediaId: 'not an id' }, null, 'text', 7])).toEqual([]);
});

test('finds every value of any content, each once', () => {
  const { tree: content } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constant({ mediaId: lake }),
      fc.string(),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(
        fc.string().filter((key) => key !== 'mediaId' && key !== '__proto__'),
        tie('tree'),
        { maxKeys: 4 },
      ),
    ),
  }));
  fc.assert(
    fc.property(content, (value) => {
      const text = JSON.stringify(value);
      expect(collectReferences(value)).toHaveLength(text.split(lake).length - 1);
    }),
  );
});
