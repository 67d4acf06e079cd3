import { type Facets, MediaListInput, SearchInput, SearchPage, SuggestInput } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as z from 'zod';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain, type TestSite } from '../../testing/open-test-domain.ts';
import { addCollectionItems } from '../collections/add-collection-items.ts';
import { createCollection } from '../collections/create-collection.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { listMedia } from '../media/list-media.ts';
import type { Scope } from '../scope.ts';
import { createTag } from '../tags/create-tag.ts';
import { getFacets } from './get-facets.ts';
import { searchMedia } from './search-media.ts';
import { suggest } from './suggest.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

type MediaId = z.output<typeof SearchPage>['items'][number]['id'];
type File = Parameters<typeof addMedia>[2];

async function add(site: TestSite, title: string, file: File = {}) {
  const { id } = await addMedia(domain.services.db, site.namespaceId, { title, ...file });
  return id as MediaId;
}
const learnWords = (site: TestSite) =>
  domain.services.db.pool.query('select refresh_vocabulary($1)', [site.namespaceId]);
const search = async (scope: Scope, input: z.input<typeof SearchInput>) =>
  SearchPage.parse(await searchMedia(scope, SearchInput.parse(input)));
const find = async (scope: Scope, text: string) =>
  (await search(scope, { search: text, sort: 'title' })).items.map(({ title }) => title);
const facetsOf = (scope: Scope, input: Partial<z.input<typeof MediaListInput>> = {}) => {
  const { sort: _sort, limit: _limit, ...filters } = MediaListInput.parse(input);
  return getFacets(scope, filters);
};

test('every operator finds what it says and nothing else', async () => {
  const site = await domain.addSite();
  const scope = await site.as('admin');
  const nature = await createTag(scope, { name: 'Nature' });
  const lake = await createTag(scope, { name: 'Lake side', parentId: nature.id });
  const day = (date: string) => new Date(`${date}T12:00:00Z`);
  const plain = await add(site, 'A', {
    createdAt: day('2026-01-15'),
    tagIds: [nature.id],
    alt: { en: 'words' },
    sizeBytes: 20_000_000n,
    version: { width: 4000, height: 2250, palette: ['#c81e3c'] },
  });
  await add(site, 'B', {
    createdAt: day('2026-02-15'),
    tagIds: [lake.id],
    license: 'CC BY',
    sizeBytes: 5_000n,
    version: { width: 800, height: 1200, palette: ['#1e3cc8'] },
  });
  await add(site, 'C', {
    createdAt: day('2025-06-01'),
    takenAt: day('2020-05-05'),
    kind: 'video',
    mimeType: 'video/mp4',
    version: { width: 1000, height: 1000, durationSeconds: 75 },
  });
  await add(site, 'D', {
    kind: 'document',
    mimeType: 'application/pdf',
    createdAt: day('2024-06-01'),
    accessLevel: 'staff',
    version: { damaged: true, extractedText: 'the quick brown fox' },
  });
  const collection = await createCollection(scope, { title: 'Home page', accessLevel: 'members' });
  await addCollectionItems(scope, { id: collection.id, mediaIds: [plain] });

  const cases: Record<string, string> = {
    'type:image': 'AB',
    'type:video,document': 'CD',
    'mime:application/pdf': 'D',
    'mime:video': 'C',
    'tag:nature': 'AB',
    'tag:"lake side"': 'B',
    'tag:lake-side': 'B',
    'tag:none': 'CD',
    '-tag:nature': 'CD',
    'in:"home page"': 'A',
    'in:none': 'BCD',
    'size:>10MB': 'A',
    'size:1kb..6kb': 'BCD',
    'width:>=1000': 'AC',
    'height:<1200': 'C',
    'aspect:16:9': 'A',
    'orientation:portrait,square': 'BC',
    'color:red': 'A',
    'color:red,blue': 'AB',
    'duration:1:00..2:00': 'C',
    'uploaded:2026': 'AB',
    'uploaded:2026-01..2026-02': 'AB',
    'uploaded:>2026-01': 'B',
    'uploaded:<2025': 'D',
    'taken:2020-05-05': 'C',
    'used:no': 'ABCD',
    'used:yes': '',
    'alt:missing': 'B',
    'alt:present': 'A',
    'license:present': 'B',
    'damaged:yes': 'D',
    'level:staff': 'D',
    'review:pending': '',
    'analyzed:no': 'ABCD',
    '"quick brown"': 'D',
    '"brown quick"': '',
    'fox OR type:video': 'CD',
    'NOT (type:image OR fox)': 'C',
    'type:image -color:blue': 'A',
    'by:nobody': '',
  };
  const found: Record<string, string> = {};
  for (const text of Object.keys(cases)) found[text] = (await find(scope, text)).join('');
  expect(found).toEqual(cases);
});

test('content that uses a file counts at once, before the counters are folded and after', async () => {
  const site = await domain.addSite();
  const scope = await site.as('admin');
  const { pool, prisma } = domain.services.db;
  const [used] = [await add(site, 'Used'), await add(site, 'Unused')];
  const content = { namespaceId: site.namespaceId, type: 'page', externalId: '1', title: '', url: '' };
  const { id } = await prisma.contentItem.create({ data: { ...content, id: domain.services.newId() } });
  const use = { namespaceId: site.namespaceId, contentItemId: id, mediaId: used, fieldPath: '' };
  await prisma.reference.create({ data: { ...use, id: domain.services.newId() } });
  const check = async (yes: string[], no: string[]) =>
    expect([await find(scope, 'used:yes'), await find(scope, 'used:no')]).toEqual([yes, no]);
  await check(['Used'], ['Unused']);
  await pool.query('select fold_counters(1000)');
  await check(['Used'], ['Unused']);
  const byUse = await listMedia(scope, MediaListInput.parse({ sort: '-referenceCount' }));
  expect(byUse.items.map(({ title }) => title)).toEqual(['Used', 'Unused']);
  await prisma.reference.deleteMany({ where: { mediaId: used } });
  await check([], ['Unused', 'Used']);
  await pool.query('select fold_counters(1000)');
  await check([], ['Unused', 'Used']);
});

test('a typing error finds what was meant, page by page, and offers it', async () => {
  const site = await domain.addSite();
  const scope = await site.as('viewer');
  for (let count = 0; count < 7; count += 1) await add(site, `Giraffe ${count}`);
  await add(site, 'Girafe');
  await learnWords(site);
  const first = await search(scope, { search: 'type:image giraffw', limit: 4 });
  expect(first).toMatchObject({ isCorrected: true, didYouMean: 'type:image giraffe', total: { value: 7 } });
  const next = await search(scope, { search: 'type:image giraffw', limit: 4, after: first.nextCursor ?? '' });
  expect(next.items).toHaveLength(3);
  expect(new Set([...first.items, ...next.items].map(({ id }) => id)).size).toBe(7);
  expect(await search(scope, { search: 'girafe' })).toMatchObject({ isCorrected: false, didYouMean: null });
  expect(await search(scope, { search: 'zzzzzz' })).toMatchObject({ items: [], didYouMean: null });
});

test('marks the words in the title and in the text that says most', async () => {
  const site = await domain.addSite();
  const scope = await site.as('viewer');
  const lead = 'Words that nobody looks for. '.repeat(10);
  await add(site, 'Le Café', { caption: 'At the cafés', description: `${lead} A cafe at last.` });
  await add(site, 'Other', { description: `${lead} A cafe at last, ${lead}` });
  const { items, highlights } = await search(scope, { search: 'caf' });
  const shown = highlights.map(({ mediaId, field, parts }) => [
    items.find(({ id }) => id === mediaId)?.title,
    field,
    parts.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join(''),
  ]);
  expect(shown).toEqual([
    ['Le Café', 'title', 'Le [Café]'],
    ['Le Café', 'caption', 'At the [cafés]'],
    ['Other', 'description', expect.stringMatching(/^… .{0,45}A \[cafe\] at last, .*[a-z.] …$/)],
  ]);
});

test('suggests tags, collections and titles by the beginnings of their words', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  await createTag(scope, { name: 'Élan' });
  await createTag(scope, { name: 'Wild elephants' });
  await createCollection(scope, { title: 'Elephants of 2026', accessLevel: 'members' });
  await createCollection(await site.as('admin'), { title: 'Elephant secrets', accessLevel: 'private' });
  await add(site, 'An elephant');
  await add(site, 'Elephant, asleep');
  await add(site, 'Elephant, hidden', { accessLevel: 'private' });
  const offered = await suggest(scope, SuggestInput.parse({ text: 'ele' }));
  expect({
    tags: offered.tags.map(({ name }) => name),
    collections: offered.collections.map(({ title }) => title),
    titles: offered.titles.map(({ title }) => title),
  }).toEqual({
    tags: ['Wild elephants'],
    collections: ['Elephants of 2026'],
    titles: ['Elephant, asleep', 'An elephant'],
  });
  expect((await suggest(scope, SuggestInput.parse({ text: 'ÉL' }))).tags[0]?.name).toBe('Élan');
  expect(await suggest(scope, SuggestInput.parse({ text: ' -"' }))).toMatchObject({ tags: [], titles: [] });
});

test('nothing that is hidden is found, counted, offered or meant', async () => {
  const site = await domain.addSite();
  const other = await domain.addSite();
  const admin = await site.as('admin');
  const viewer = await site.as('viewer');
  const tag = await createTag(admin, { name: 'Shared' });
  const secret = { tagIds: [tag.id], version: { palette: ['#c81e3c'], width: 10, height: 20 } };
  await add(site, 'Chrysalis secret', { ...secret, accessLevel: 'private' });
  await add(site, 'Chrysalis staff', { ...secret, accessLevel: 'staff' });
  const trashed = await add(site, 'Chrysalis trashed', secret);
  await deleteMedia(admin, { ids: [trashed] });
  await add(other, 'Chrysalis elsewhere');
  await add(site, 'Chrysalis rejected', { reviewStatus: 'rejected' });
  await add(site, 'Chrysalis expired', { rightsEnd: new Date('2020-01-01') });
  await learnWords(site);
  await learnWords(other);

  for (const text of [
    'chrysalis',
    'chrysali',
    'chryslais',
    'color:red',
    'tag:shared',
    'orientation:portrait',
  ]) {
    const page = await search(viewer, { search: text, offered: true });
    expect({ text, ...page }).toMatchObject({
      items: [],
      total: { value: 0 },
      didYouMean: null,
      highlights: [],
    });
    const facets = await facetsOf(viewer, { search: text, offered: true });
    expect(facets).toMatchObject({ total: { value: 0 }, kinds: [], tags: [], colors: [], orientations: [] });
  }
  const offered = await suggest(viewer, SuggestInput.parse({ text: 'chry' }));
  expect(offered.titles.map(({ title }) => title).sort()).toEqual([
    'Chrysalis expired',
    'Chrysalis rejected',
  ]);
  expect((await search(admin, { search: 'chryslais' })).total.value).toBe(4);
});

test('facets count as the list does, the kinds as if none were chosen', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  const tags = [await createTag(scope, { name: 'one' }), await createTag(scope, { name: 'two' })] as const;
  await add(site, 'x', { tagIds: [tags[0].id, tags[1].id], takenAt: new Date('2019-03-03') });
  await add(site, 'x', { tagIds: [tags[0].id], uploadedBy: scope.actor.userId });
  await add(site, 'x', { kind: 'audio', mimeType: 'audio/mpeg' });
  const facets: Facets = await facetsOf(scope, { search: 'x', kinds: ['image'] });
  expect(facets).toMatchObject({
    isExact: true,
    total: { value: 2, isExact: true },
    kinds: [
      { value: 'image', count: 2 },
      { value: 'audio', count: 1 },
    ],
    mimeTypes: [{ value: 'image/jpeg', count: 2 }],
    tags: [
      { name: 'one', count: 2 },
      { name: 'two', count: 1 },
    ],
    uploaders: [{ value: scope.actor.userId, count: 1 }],
    years: [{ count: 1 }, { count: 1 }],
  });
});
