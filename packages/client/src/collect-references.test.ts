import { SyncReferencesInput } from '@vitrine/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectReferences } from './collect-references.ts';

const lake = '01900000-0000-7000-8000-000000000001';
const tree = '01900000-0000-7000-8000-000000000002';
const ids = Array.from({ length: 9 }, (_, n) => `01900000-0000-7000-8000-00000000001${n}`);
const pathsOf = (content: unknown) => collectReferences(content).map(({ fieldPath }) => fieldPath);
const found = (content: unknown) =>
  collectReferences(content)
    .map(({ fieldPath, mediaId }) => `${fieldPath} ${mediaId}`)
    .sort();

test('finds a value at any depth and names its place by a JSON Pointer', () => {
  expect(collectReferences({ hero: { image: { mediaId: lake, alt: 'A lake' } } })).toEqual([
    { mediaId: lake, alt: 'A lake', fieldPath: '/hero/image' },
  ]);
});

test('names a block by its id and a picture of a list by the file, so that moving them changes no reference', () => {
  const blocks = [
    { id: 'a', picture: { mediaId: lake } },
    { _key: 'b', gallery: [{ mediaId: tree }, { mediaId: lake }, { mediaId: lake }] },
  ];
  expect(pathsOf({ blocks })).toEqual([
    '/blocks/a/picture',
    `/blocks/b/gallery/${tree}`,
    `/blocks/b/gallery/${lake}`,
    `/blocks/b/gallery/${lake}/2`,
  ]);
  const moved = blocks.toReversed().map((block) => ({ ...block, gallery: block.gallery?.toReversed() }));
  expect(found({ blocks: moved })).toEqual(found({ blocks }));
});

test('escapes what a JSON Pointer has a meaning for', () => {
  expect(pathsOf({ 'a/b~c': { mediaId: lake } })).toEqual(['/a~1b~0c']);
});

test('keeps what only this place says, and leaves out what the server does not take', () => {
  const crop = { x: 0, y: 0, width: 0.5, height: 0.5 };
  const value = { mediaId: lake, decorative: true, version: 3, crop, focalPoint: { x: 0.5, y: 0.5 } };
  expect(collectReferences(value)).toEqual([
    { mediaId: lake, decorative: true, version: 3, crop, fieldPath: '' },
  ]);
  const odd = { mediaId: lake, alt: 7, caption: ['x'], crop: 'all', version: '3', width: 12 };
  expect(collectReferences(odd)).toEqual([{ mediaId: lake, fieldPath: '' }]);
});

test('passes over what only looks like a value', () => {
  expect(collectReferences([{ mediaId: 'not an id' }, null, 'text', 7])).toEqual([]);
});

test('finds pictures, links and lists in a document of Tiptap or ProseMirror', () => {
  const body = {
    type: 'doc',
    content: [
      { type: 'paragraph', content: [{ type: 'text', text: 'A walk' }] },
      { type: 'media', attrs: { value: { mediaId: tree, alt: 'A tree' }, width: 'half' } },
      { type: 'figure', attrs: { id: 'f1', mediaId: lake, align: 'left' } },
      {
        type: 'image',
        attrs: { src: `https://media.example.org/files/${ids[0]}/x.jpg`, alt: 'A hut', title: null },
      },
      {
        type: 'paragraph',
        content: [
          {
            type: 'text',
            text: 'map',
            marks: [{ type: 'link', attrs: { href: `/files/${ids[1]}@2/map.pdf` } }],
          },
        ],
      },
      { type: 'gallery', attrs: { mediaIds: [ids[2], ids[3]] } },
    ],
  };
  expect(collectReferences({ body })).toEqual([
    { mediaId: tree, alt: 'A tree', fieldPath: `/body/value/${tree}` },
    { mediaId: lake, fieldPath: `/body/f1/${lake}` },
    { mediaId: ids[0], alt: 'A hut', fieldPath: `/body/${ids[0]}` },
    { mediaId: ids[1], fieldPath: '/body/href' },
    { mediaId: ids[2], fieldPath: `/body/mediaIds/${ids[2]}` },
    { mediaId: ids[3], fieldPath: `/body/mediaIds/${ids[3]}` },
  ]);
});

test('finds them in a state of Lexical, whose versions are those of its nodes', () => {
  const state = {
    root: {
      type: 'root',
      version: 1,
      children: [
        { type: 'media', version: 1, mediaId: lake, caption: 'Morning' },
        { type: 'image', version: 1, src: `/i/-/large/${tree}@4.webp`, altText: 'A tree' },
        { type: 'upload', version: 3, relationTo: 'media', value: 'doc-7' },
        {
          type: 'paragraph',
          version: 1,
          children: [
            {
              type: 'link',
              version: 3,
              fields: { url: `https://x.org/files/${ids[0]}/a.pdf` },
              children: [],
            },
          ],
        },
      ],
    },
  };
  const mediaIdOf = (node: Readonly<Record<string, unknown>>) => (node.value === 'doc-7' ? ids[1] : null);
  expect(collectReferences(state, { mediaIdOf })).toEqual([
    { mediaId: lake, caption: 'Morning', fieldPath: `/${lake}` },
    { mediaId: tree, alt: 'A tree', fieldPath: `/${tree}` },
    { mediaId: ids[1], fieldPath: `/${ids[1]}` },
    { mediaId: ids[0], fieldPath: '/fields/url' },
  ]);
});

test('finds them in HTML: by their ids, and by every address of a file', () => {
  const html = `<p title="a > b"><IMG data-media-id='${lake}' data-media-version=2 alt="Lake &amp; &#x73;ky" src="/x.jpg">
    <img src="https://media.example.org/files/${tree}/tree.jpg?g=abc" alt=""> <a href="/files/${tree}@2/t.jpg">again</a>
    <picture><source srcset="/i/k.9.m/w_300/${ids[0]}@1.avif 300w, /i/k.9.m/w_600/${ids[0]}@1.avif 600w"></picture>
    <div style="background:url(/files/${ids[1]}/bg.png)"></div></p>`;
  expect(collectReferences({ html })).toEqual([
    { mediaId: lake, version: 2, alt: 'Lake & sky', fieldPath: '/html' },
    { mediaId: tree, decorative: true, fieldPath: '/html' },
    { mediaId: ids[0], fieldPath: '/html' },
    { mediaId: ids[1], fieldPath: '/html' },
  ]);
});

test('addresses of others do not count where the origins of the library are named', () => {
  const html = `<img src="https://media.example.org/files/${lake}/a.jpg"><img src="//evil.example/files/${tree}/a.jpg">
    <img src="/files/${ids[0]}/a.jpg"><img src="https://media.example.org.evil.example/files/${ids[1]}/a.jpg">`;
  const origins = ['https://media.example.org'];
  expect(collectReferences(html, { origins }).map(({ mediaId }) => mediaId)).toEqual([lake, ids[0]]);
  expect(collectReferences(html)).toHaveLength(4);
  const old = 'https://cms.example.org/files/7b3d8a52-2f1e-4a0b-9c1d-0e2f3a4b5c6d/a.jpg';
  expect(collectReferences(`<img src="${old}">`)).toEqual([]);
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

/** A file in one of the forms that editors keep it in, all of them nodes of one document. */
const shownAs: ((id: string) => object)[] = [
  (id) => ({ type: 'media', attrs: { mediaId: id, width: 'half' } }),
  (id) => ({ type: 'image', attrs: { src: `https://m.example/files/${id}/x.jpg`, alt: 'x' } }),
  (id) => ({ type: 'media', version: 1, mediaId: id }),
  (id) => ({ type: 'html', attrs: { html: `<figure><img data-media-id="${id}"></figure>` } }),
  (id) => ({ type: 'gallery', attrs: { mediaIds: [id] } }),
  (id) => ({ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: `/files/${id}/x.pdf` } }] }),
];

test('whatever stands around them, files of a rich text are found at places that do not move', () => {
  const media = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...shownAs)).map(([id, show]) => show(id));
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      media,
      fc.record({ type: fc.constant('text'), text: fc.string() }),
      fc.record({ type: fc.constant('paragraph'), content: fc.array(tie('node'), { maxLength: 4 }) }),
    ),
  }));
  fc.assert(
    fc.property(
      fc.array(node, { maxLength: 6 }),
      fc.string(),
      fc.infiniteStream(fc.nat()),
      (nodes, word, order) => {
        const named = new Set(ids.filter((id) => JSON.stringify(nodes).includes(id)));
        const before = collectReferences({ body: { type: 'doc', content: nodes } });
        expect(new Set(before.map(({ mediaId }) => mediaId))).toEqual(named);
        const moved = nodes
          .map((value) => ({ value, at: order.next().value }))
          .sort((a, b) => a.at - b.at)
          .flatMap(({ value }) => [{ type: 'paragraph', content: [{ type: 'text', text: word }] }, value]);
        expect(found({ body: { type: 'doc', content: moved } })).toEqual(
          found({ body: { type: 'doc', content: nodes } }),
        );
      },
    ),
  );
});

test('of any JSON at all it makes what the server takes, no place of a file twice', () => {
  const piece = fc.constantFrom(
    ...[
      'mediaId',
      'mediaIds',
      'id',
      'src',
      'type',
      'content',
      'children',
      'attrs',
      'alt',
      'crop',
      'version',
      'root',
    ],
    ...[
      lake,
      tree,
      `/files/${lake}/x`,
      `<img data-media-id="${tree}" alt='`,
      'x'.repeat(600),
      '/',
      '~',
      '\ud800',
    ],
  );
  const key = fc.oneof(piece, fc.string());
  const { any } = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 5 },
      piece,
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(key, tie('any'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(any, (content) => {
      const references = collectReferences(content);
      const input = { content: { type: 'page', id: '1' }, references };
      expect(SyncReferencesInput.safeParse(input).error).toBeUndefined();
      for (const { fieldPath, alt = '', caption = '' } of references) {
        expect(`${fieldPath}${alt}${caption}`).not.toContain('\0');
        expect([fieldPath, alt, caption].every((text) => text.isWellFormed())).toBe(true);
      }
      expect(new Set(references.map((use) => `${use.fieldPath} ${use.mediaId}`)).size).toBe(
        references.length,
      );
    }),
    { numRuns: 300 },
  );
});

test('a long text that is almost HTML takes no longer than its length', () => {
  const text = `<img alt="${'<a b='.repeat(20_000)}${"<i x='".repeat(20_000)}${'/files/'.repeat(20_000)}`;
  const startedAt = performance.now();
  expect(collectReferences(text)).toEqual([]);
  expect(performance.now() - startedAt).toBeLessThan(5000);
});

test.each<[string, unknown]>([
  [
    'slashes written as entities',
    `<img src="https:&#x2F;&#x2F;media.example.org&#47;files&#x2F;${lake}&#47;a.jpg">`,
  ],
  ['slashes escaped in JSON', JSON.stringify(`<img src="/files/${lake}/a.jpg">`).replaceAll('/', '\\/')],
  [
    'an address inside of another',
    `/resize?url=${encodeURIComponent(`https://media.example.org/files/${lake}/a.jpg`)}`,
  ],
  ['a state kept as text', JSON.stringify({ root: { children: [{ type: 'image', mediaId: lake }] } })],
  ['a field that holds such a text', { body: JSON.stringify({ mediaId: lake }) }],
  ['an attribute of a node', { type: 'doc', content: [{ type: 'image', attrs: { 'data-media-id': lake } }] }],
  ['a Map', new Map([['hero', { mediaId: lake }]])],
  ['a Set', new Set([{ mediaId: lake }])],
  ['what says itself how it is JSON', { toJSON: () => ({ mediaId: lake }) }],
  ['the name of a field', { [`/files/${lake}/a.jpg`]: 1 }],
])('finds a file in %s', (_where, content) => {
  expect(collectReferences(content).map(({ mediaId }) => mediaId)).toEqual([lake]);
});

test('says that content is nested too deep, or in a circle', () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  expect(() => collectReferences(circle)).toThrow(RangeError);
});
