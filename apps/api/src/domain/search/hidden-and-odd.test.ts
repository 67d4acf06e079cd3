import { MediaListInput, MediaQuery, SearchInput, SuggestInput } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as z from 'zod';
import { addManyMedia } from '../../testing/add-many-media.ts';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain, type TestSite } from '../../testing/open-test-domain.ts';
import { findTargets } from '../bulk/find-targets.ts';
import { createCollection } from '../collections/create-collection.ts';
import { getCollection } from '../collections/get-collection.ts';
import { listCollections } from '../collections/list-collections.ts';
import { listMedia } from '../media/list-media.ts';
import type { Scope } from '../scope.ts';
import { createTag } from '../tags/create-tag.ts';
import { deleteTag } from '../tags/delete-tag.ts';
import { getFacets } from './get-facets.ts';
import { searchMedia } from './search-media.ts';
import { suggest } from './suggest.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const list = (scope: Scope, input: z.input<typeof MediaListInput>) =>
  listMedia(scope, MediaListInput.parse(input));
const search = (scope: Scope, text: string) =>
  searchMedia(scope, SearchInput.parse({ search: text, limit: 5 }));
const facetsOf = (scope: Scope, input: z.input<typeof MediaListInput>) => {
  const { sort: _sort, limit: _limit, ...filters } = MediaListInput.parse(input);
  return getFacets(scope, filters);
};

/** So many files of one tag, and their words counted. */
async function addTagged(
  site: TestSite,
  count: number,
  tagId: string,
  file: { accessLevel: string; title: string },
) {
  const { pool } = domain.services.db;
  const ids = await addManyMedia(
    domain.services.db,
    site.namespaceId,
    Array.from({ length: count }, () => ({ ...file, uploadedBy: null, deletedAt: null })),
  );
  await pool.query(
    'insert into media_tag (namespace_id, media_id, tag_id) select $1, unnest($2::uuid[]), $3',
    [site.namespaceId, ids, tagId],
  );
  return ids;
}
async function refresh(site: TestSite, ids: readonly string[]) {
  const { pool } = domain.services.db;
  for (let start = 0; start < ids.length; start += 500)
    await pool.query('select refresh_media_index($1)', [ids.slice(start, start + 500)]);
  await pool.query('select refresh_vocabulary($1)', [site.namespaceId]);
}

test('thousands of hidden files are in no total, and facets of thousands are of the newest', async () => {
  const site = await domain.addSite();
  const [admin, viewer] = [await site.as('admin'), await site.as('viewer')];
  const tag = await createTag(admin, { name: 'Layoffs' });
  const hidden = await addTagged(site, 2100, tag.id, { accessLevel: 'private', title: 'zanzibar' });
  const { pool } = domain.services.db;
  await pool.query("update media set created_at = '2001-01-01' where id = any ($1)", [hidden.slice(0, 1500)]);
  await pool.query("update media set created_at = '2026-01-01' where id = any ($1)", [hidden.slice(1500)]);
  await refresh(site, hidden);

  const none = { value: 0, isExact: true };
  expect((await search(viewer, 'zanzibar ')).total).toEqual(none);
  expect((await list(viewer, { tagIds: [tag.id] })).total).toEqual(none);
  expect((await facetsOf(viewer, { search: 'zanzibar ' })).total).toEqual(none);
  expect((await list(admin, { tagIds: [tag.id] })).total).toEqual({ value: 2100, isExact: true });

  const facets = await facetsOf(admin, { search: 'zanzibar ' });
  expect(facets.isExact).toBe(false);
  expect(facets.years.find(({ value }) => value === 2026)?.count).toBe(600);

  await deleteTag(admin, { id: tag.id });
  expect((await suggest(admin, SuggestInput.parse({ text: 'lay' }))).tags).toEqual([]);
  expect((await facetsOf(admin, {})).tags).toEqual([]);
  expect(await search(admin, 'tag:layoffs')).toMatchObject({
    items: [],
    problems: [{ message: 'There is no tag “layoffs”.' }],
  });
}, 60_000);

test('a smart collection that names another smart one holds the same everywhere: nothing', async () => {
  const site = await domain.addSite();
  const scope = await site.as('admin');
  await addMedia(domain.services.db, site.namespaceId, { title: 'lighthouse' });
  const inner = await createCollection(scope, { title: 'Inner', smartQuery: { search: 'lighthouse ' } });
  const outer = await createCollection(scope, { title: 'Outer', smartQuery: { search: 'in:Inner ' } });
  expect((await getCollection(scope, { id: inner.id })).fileCount).toBe(1);
  expect((await list(scope, { collectionId: inner.id })).total.value).toBe(1);
  expect((await list(scope, { search: 'in:inner' })).total.value).toBe(1);
  expect((await getCollection(scope, { id: outer.id })).fileCount).toBe(0);
  expect((await list(scope, { collectionId: outer.id })).total.value).toBe(0);
});

test('what a smart collection cannot read any more is refused in work on many files', async () => {
  const site = await domain.addSite();
  const scope = await site.as('admin');
  await addMedia(domain.services.db, site.namespaceId);
  const smartQuery = { search: 'type:image -tag:keep' };
  const junk = await createCollection(scope, { title: 'Junk', smartQuery });
  for (const query of [{ collectionId: junk.id }, { search: 'in:junk' }, smartQuery]) {
    const target = { query: MediaQuery.parse(query) };
    await expect(findTargets(scope, target, 'live')).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining('There is no tag “keep”.'),
    });
  }
  expect((await list(scope, { collectionId: junk.id })).total.value).toBe(1);
});

test('a collection that cannot be counted keeps none of the others from being shown', async () => {
  const site = await domain.addSite();
  const scope = await site.as('admin');
  const { id } = await createCollection(scope, { title: 'Odd', smartQuery: { search: 'x ' } });
  const smartQuery = {
    query: { createdAt: { from: '0001-01-01T00:00:00-12:00' }, search: 'uploaded:9999y' },
  };
  await domain.services.db.prisma.collection.update({ where: { id }, data: { smartQuery } });
  expect(await listCollections(scope)).toMatchObject([{ title: 'Odd', fileCount: 0 }]);
});

test('people are found by the files of theirs that one may see, and their names are not told otherwise', async () => {
  const site = await domain.addSite();
  const [admin, viewer] = [await site.as('admin'), await site.as('viewer')];
  const { prisma } = domain.services.db;
  const id = admin.actor.userId ?? '';
  await prisma.user.update({ where: { id }, data: { displayName: 'Quentin Hush' } });
  await addMedia(domain.services.db, site.namespaceId, { accessLevel: 'private', uploadedBy: id });
  const told = async () => (await search(viewer, 'by:quentin')).problems.length;
  expect(await told()).toBe(1);
  await addMedia(domain.services.db, site.namespaceId, { uploadedBy: id });
  expect(await told()).toBe(0);
  expect((await search(viewer, 'by:"quentin h"')).total.value).toBe(1);
});

test('years of long ago, words in angle brackets and titles that grow when they are folded are read', async () => {
  const site = await domain.addSite();
  const scope = await site.as('admin');
  const { db } = domain.services;
  await addMedia(db, site.namespaceId, { title: 'Plan <final> draft' });
  await addMedia(db, site.namespaceId, { title: 'R&amp;D &Auml; budget', takenAt: new Date('1900-01-01') });
  for (const count of [254, 255]) await addMedia(db, site.namespaceId, { title: '½'.repeat(count) });
  const counts: Record<string, number> = {};
  for (const text of ['final ', 'auml ', 'uploaded:9999y', 'taken:1000y', 'taken:2500y', 'taken:50y'])
    counts[text] = (await search(scope, text)).total.value;
  expect(counts).toEqual({
    'final ': 1,
    'auml ': 1,
    'uploaded:9999y': 4,
    'taken:1000y': 1,
    'taken:2500y': 1,
    'taken:50y': 0,
  });
  let after: string | undefined;
  let files = 0;
  do {
    const page = await list(scope, { sort: 'title', limit: 1, after });
    files += page.items.length;
    after = page.nextCursor ?? undefined;
  } while (after !== undefined);
  expect(files).toBe(4);
});
