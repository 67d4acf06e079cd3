import { MediaListInput, MediaPage } from '@vitrine/schema';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as z from 'zod';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import type { Scope } from '../scope.ts';
import { deleteMedia } from './delete-media.ts';
import { listMedia } from './list-media.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const list = async (scope: Scope, input: z.input<typeof MediaListInput> = {}) =>
  MediaPage.parse(await listMedia(scope, MediaListInput.parse(input)));
const titles = (page: MediaPage) => page.items.map(({ title }) => title);

test('lists the newest first and says how many there are', async () => {
  const site = await domain.addSite();
  const { db } = domain.services;
  for (const [day, title] of ['old', 'middle', 'new'].entries()) {
    await addMedia(db, site.namespaceId, { title, createdAt: new Date(Date.UTC(2026, 0, day + 1)) });
  }
  const page = await list(await site.as('viewer'));
  expect(titles(page)).toEqual(['new', 'middle', 'old']);
  expect(page).toMatchObject({ nextCursor: null, previousCursor: null, total: { value: 3, isExact: true } });
});

test.each([
  '-createdAt',
  'createdAt',
  '-updatedAt',
  'updatedAt',
  'title',
  '-title',
  '-sizeBytes',
  'sizeBytes',
] as const)('pages by %s visit every file exactly once, both ways', async (sort) => {
  const site = await domain.addSite();
  const scope = await site.as('admin');
  const makeFile = fc.record({
    title: fc.constantFrom('a', 'A', 'b', 'é', 'zz', '1'),
    sizeBytes: fc.bigInt({ min: 1n, max: 3n }),
    createdAt: fc.integer({ min: 0, max: 3 }).map((day) => new Date(Date.UTC(2026, 0, 1, 0, 0, 0, day))),
  });
  const files = fc.sample(makeFile, { numRuns: 23, seed: 7 });
  const ids = new Set<string>();
  for (const file of files) ids.add((await addMedia(domain.services.db, site.namespaceId, file)).id);

  const forward: string[] = [];
  let page = await list(scope, { sort, limit: 5 });
  const pages = [page];
  for (;;) {
    forward.push(...page.items.map(({ id }) => id));
    if (!page.nextCursor) break;
    page = await list(scope, { sort, limit: 5, after: page.nextCursor });
    pages.push(page);
  }
  expect(new Set(forward)).toEqual(ids);
  expect(forward).toHaveLength(ids.size);
  expect(pages[0]?.previousCursor).toBeNull();

  const backward = page.items.map(({ id }) => id);
  while (page.previousCursor) {
    page = await list(scope, { sort, limit: 5, before: page.previousCursor });
    backward.unshift(...page.items.map(({ id }) => id));
  }
  expect(backward).toEqual(forward);

  const skipped = await list(scope, { sort, limit: 5, skip: 10 });
  expect(skipped.items.map(({ id }) => id)).toEqual(forward.slice(10, 15));
});

test('a cursor of another order or of other filters is refused', async () => {
  const site = await domain.addSite();
  const scope = await site.as('viewer');
  for (const title of ['a', 'b']) await addMedia(domain.services.db, site.namespaceId, { title });
  const { nextCursor } = await list(scope, { limit: 1 });
  const after = nextCursor ?? '';
  const refused = expect.objectContaining({ code: 'input.invalid' });
  await expect(list(scope, { limit: 1, after, sort: 'title' })).rejects.toEqual(refused);
  await expect(list(scope, { limit: 1, after, kinds: ['video'] })).rejects.toEqual(refused);
  await expect(list(scope, { limit: 1, after: 'bm9uZQ' })).rejects.toEqual(refused);
  await expect(list(scope, { limit: 1, after, skip: 3 })).rejects.toEqual(refused);
  const wire: unknown[] = JSON.parse(Buffer.from(after, 'base64url').toString());
  const pastAllTime = Buffer.from(JSON.stringify(wire.with(3, 9e15))).toString('base64url');
  await expect(list(scope, { limit: 1, after: pastAllTime })).rejects.toEqual(refused);
  await expect(list(scope, { limit: 1, after })).resolves.toMatchObject({
    previousCursor: expect.any(String),
  });
});

test('finds words of title, description, alt text, caption and file name, the last one from its beginning', async () => {
  const site = await domain.addSite();
  const scope = await site.as('viewer');
  const { db } = domain.services;
  await addMedia(db, site.namespaceId, { title: 'Sunset over Berlin' });
  await addMedia(db, site.namespaceId, { title: 'One', description: 'A sunset, far away' });
  await addMedia(db, site.namespaceId, { title: 'Two', alt: { en: 'Berlin at night' } });
  await addMedia(db, site.namespaceId, { title: 'Café' });
  await addMedia(db, site.namespaceId, { title: 'Three', originalFilename: 'IMG_4711-harbour.jpg' });
  const find = async (search: string) => titles(await list(scope, { search, sort: 'relevance' }));

  expect(await find('sunset')).toEqual(['Sunset over Berlin', 'One']);
  expect((await find('ber')).sort()).toEqual(['Sunset over Berlin', 'Two']);
  expect(await find('sunset ber')).toEqual(['Sunset over Berlin']);
  expect(await find('CAFE')).toEqual(['Café']);
  expect(await find('harbour')).toEqual(['Three']);
  expect(await find('nothing of that')).toEqual([]);
  expect(await find("'&!:*() | --")).toEqual([]);
  expect(await find("sunset' | 'caf")).toEqual([]);
});

test('a search by relevance is paged like any other list', async () => {
  const site = await domain.addSite();
  const scope = await site.as('viewer');
  const ids = new Set<string>();
  for (let n = 0; n < 7; n += 1) {
    const title = `lake ${'shore '.repeat(n % 3)}`;
    ids.add((await addMedia(domain.services.db, site.namespaceId, { title })).id);
  }
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await list(scope, { search: 'lake', sort: 'relevance', limit: 2, after });
    seen.push(...page.items.map(({ id }) => id));
    expect(page.total).toEqual({ value: 7, isExact: true });
    after = page.nextCursor ?? undefined;
  } while (after);
  expect(seen).toHaveLength(7);
  expect(new Set(seen)).toEqual(ids);
});

test('filters narrow together, and the total follows them', async () => {
  const site = await domain.addSite();
  const scope = await site.as('viewer');
  const { db } = domain.services;
  await addMedia(db, site.namespaceId, { title: 'a', kind: 'image' });
  await addMedia(db, site.namespaceId, { title: 'b', kind: 'video' });
  await addMedia(db, site.namespaceId, { title: 'c', kind: 'audio' });
  const page = await list(scope, { kinds: ['image', 'video'], sort: 'title' });
  expect(titles(page)).toEqual(['a', 'b']);
  expect(page.total).toEqual({ value: 2, isExact: true });
  expect((await list(scope, { kinds: [] })).items).toHaveLength(3);
  expect((await list(scope, { mimeTypes: ['image/jpeg'], kinds: ['video'] })).total.value).toBe(1);
});

test('each role sees its levels, and everybody what is theirs; totals say no more than the list', async () => {
  const site = await domain.addSite();
  const { db } = domain.services;
  const author = await site.as('contributor', 'author');
  for (const accessLevel of ['public', 'members', 'staff', 'private']) {
    await addMedia(db, site.namespaceId, { title: accessLevel, accessLevel });
    await addMedia(db, site.namespaceId, {
      title: `own ${accessLevel}`,
      accessLevel,
      uploadedBy: author.actor.userId,
    });
  }
  const seenBy = async (scope: Scope) => {
    const page = await list(scope, { sort: 'title' });
    expect(page.total).toEqual({ value: page.items.length, isExact: true });
    expect((await list(scope, { search: 'own' })).total.value).toBe(
      page.items.filter(({ title }) => title.startsWith('own')).length,
    );
    expect((await list(scope, { kinds: ['image'] })).total.value).toBe(page.items.length);
    return titles(page);
  };
  const open = ['members', 'own members', 'own public', 'public'];
  expect(await seenBy(await site.as('viewer'))).toEqual(open);
  expect(await seenBy(author)).toEqual([
    'members',
    'own members',
    'own private',
    'own public',
    'own staff',
    'public',
  ]);
  expect(await seenBy(await site.as('editor'))).toEqual([
    ...open.slice(0, 3),
    'own staff',
    'public',
    'staff',
  ]);
  expect(await seenBy(await site.as('admin'))).toHaveLength(8);
  expect(await seenBy(await site.asKey())).toHaveLength(8);
});

test('the trash shows what one may restore, and the library nothing of it', async () => {
  const site = await domain.addSite();
  const { db } = domain.services;
  const author = await site.as('contributor', 'author');
  const own = await addMedia(db, site.namespaceId, { title: 'own', uploadedBy: author.actor.userId });
  const other = await addMedia(db, site.namespaceId, { title: 'other' });
  await addMedia(db, site.namespaceId, { title: 'kept' });
  const editor = await site.as('editor');
  await deleteMedia(editor, { ids: [own.id, other.id] });

  expect(titles(await list(editor))).toEqual(['kept']);
  expect((await list(editor)).total.value).toBe(1);
  expect(titles(await list(editor, { state: 'trashed', sort: 'title' }))).toEqual(['other', 'own']);
  expect((await list(editor, { state: 'trashed' })).total.value).toBe(2);
  expect(titles(await list(author, { state: 'trashed' }))).toEqual(['own']);
  await expect(list(await site.as('viewer'), { state: 'trashed' })).rejects.toMatchObject({
    code: 'auth.denied',
  });
});

test('a file that is not public comes with a grant, a public one with a URL that stays', async () => {
  const site = await domain.addSite();
  const scope = await site.as('viewer');
  const { db } = domain.services;
  const { id } = await addMedia(db, site.namespaceId, { accessLevel: 'members', slug: 'quiet' });
  const [closed] = (await list(scope)).items;
  expect(closed?.url).toMatch(
    new RegExp(`^https://media.example.org/files/${id}@1/quiet\\.jpg\\?g=test\\.\\d+\\.[\\w-]{22}$`),
  );
  expect(closed?.grant).toMatch(/^test\.\d+\./);
  await db.prisma.media.update({ where: { id }, data: { accessLevel: 'public' } });
  const [open] = (await list(scope)).items;
  expect(open?.url).toBe(`https://media.example.org/files/${id}/quiet.jpg`);
  expect(open).not.toHaveProperty('grant');
});
