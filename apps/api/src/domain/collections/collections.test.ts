import { Collection, MediaListInput } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrokenInvariants } from '../../invariants/find-broken-invariants.ts';
import { addManyMedia } from '../../testing/add-many-media.ts';
import { addMedia } from '../../testing/add-media.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain, type TestDomain, type TestSite } from '../../testing/open-test-domain.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { getMedia } from '../media/get-media.ts';
import { listMedia } from '../media/list-media.ts';
import { restoreMedia } from '../media/restore-media.ts';
import { getFacets } from '../search/get-facets.ts';
import { getTask } from '../tasks/get-task.ts';
import { addCollectionItems } from './add-collection-items.ts';
import { createCollection } from './create-collection.ts';
import { deleteCollection } from './delete-collection.ts';
import { getCollection } from './get-collection.ts';
import { listCollections } from './list-collections.ts';
import { removeCollectionItems } from './remove-collection-items.ts';
import { reorderCollection } from './reorder-collection.ts';
import { updateCollection } from './update-collection.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

type MediaId = NonNullable<Collection['coverId']>;
async function addFile(site: TestSite, media: Parameters<typeof addMedia>[2] = {}) {
  return (await addMedia(domain.services.db, site.namespaceId, media)).id as MediaId;
}
async function orderOf(collectionId: string) {
  const rows = await domain.services.db.prisma.collectionItem.findMany({
    where: { collectionId },
    orderBy: [{ position: 'asc' }, { mediaId: 'asc' }],
  });
  return rows.map(({ mediaId }) => mediaId);
}

test('a collection counts its live files and their bytes', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  const made = await createCollection(scope, { title: 'Spring 2026' });
  expect(Collection.parse(made)).toMatchObject({
    slug: 'spring-2026',
    color: '#3B82F6',
    isPublic: false,
    fileCount: 0,
  });
  const [a, b] = [await addFile(site, { sizeBytes: 10n }), await addFile(site, { sizeBytes: 5n })];
  const filled = await addCollectionItems(scope, { id: made.id, mediaIds: [a, b, a] });
  expect(filled).toMatchObject({ fileCount: 2, totalSizeBytes: 15 });
  await deleteMedia(scope, { ids: [b] });
  expect(await getCollection(scope, { id: made.id })).toMatchObject({ fileCount: 1, totalSizeBytes: 10 });
  const page = await listMedia(scope, MediaListInput.parse({ collectionId: made.id }));
  expect(page.items.map(({ id, collectionIds }) => [id, collectionIds])).toEqual([[a, [made.id]]]);
});

test('titles that are the same get slugs that differ, also at once', async () => {
  const site = await domain.addSite();
  const scope = await site.as('contributor');
  await Promise.all(Array.from({ length: 4 }, () => createCollection(scope, { title: 'Same' })));
  const slugs = (await listCollections(scope)).map(({ slug }) => slug);
  expect(slugs.toSorted()).toEqual(['same', 'same-2', 'same-3', 'same-4']);
});

test('files keep the order they were given, and move where they are put', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  const { id } = await createCollection(scope, { title: 'Ordered' });
  const [a, b, c, d] = [await addFile(site), await addFile(site), await addFile(site), await addFile(site)];
  await addCollectionItems(scope, { id, mediaIds: [d, b] });
  await addCollectionItems(scope, { id, mediaIds: [b, a, c] });
  expect(await orderOf(id)).toEqual([d, b, a, c]);
  await reorderCollection(scope, { id, mediaId: c, afterId: null });
  await reorderCollection(scope, { id, mediaId: d, afterId: b });
  await reorderCollection(scope, { id, mediaId: c, afterId: a });
  await reorderCollection(scope, { id, mediaId: a, afterId: a });
  expect(await orderOf(id)).toEqual([b, d, a, c]);
  await removeCollectionItems(scope, { id, mediaIds: [d, d] });
  expect(await orderOf(id)).toEqual([b, a, c]);
  await expect(reorderCollection(scope, { id, mediaId: d, afterId: null })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('many who add at once leave no place twice', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  const { id } = await createCollection(scope, { title: 'Busy' });
  const files: MediaId[] = [];
  for (let n = 0; n < 8; n += 1) files.push(await addFile(site));
  await Promise.all(files.map((file) => addCollectionItems(scope, { id, mediaIds: [file] })));
  const rows = await domain.services.db.prisma.collectionItem.findMany({ where: { collectionId: id } });
  expect(new Set(rows.map(({ position }) => position)).size).toBe(8);
});

test('a collection can not stand under itself', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  const top = await createCollection(scope, { title: 'Top' });
  const below = await createCollection(scope, { title: 'Below', parentId: top.id });
  await expect(updateCollection(scope, { id: top.id, parentId: below.id })).rejects.toThrow(/itself/);
  await deleteCollection(scope, { id: top.id });
  expect(await getCollection(scope, { id: below.id })).toMatchObject({ parentId: null });
});

test('deleting a collection leaves its files', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  const file = await addFile(site);
  const { id } = await createCollection(scope, { title: 'Gone', coverId: file });
  await addCollectionItems(scope, { id, mediaIds: [file] });
  await deleteCollection(scope, { id });
  await expect(getCollection(scope, { id })).rejects.toMatchObject({ code: 'not-found' });
  const { items } = await listMedia(scope, MediaListInput.parse({}));
  expect(items).toMatchObject([{ id: file, collectionIds: [] }]);
});

test('levels and ownership hold for collections and for what they count', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const editor = await site.as('editor');
  const author = await site.as('contributor', 'author');
  const open = await createCollection(admin, { title: 'Open' });
  const hidden = await createCollection(admin, { title: 'Hidden', accessLevel: 'private' });
  const own = await createCollection(author, { title: 'Own' });
  expect((await listCollections(editor)).map(({ title }) => title)).toEqual(['Open', 'Own']);
  await expect(getCollection(editor, { id: hidden.id })).rejects.toMatchObject({ code: 'not-found' });
  await expect(listMedia(editor, MediaListInput.parse({ collectionId: hidden.id }))).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(updateCollection(author, { id: open.id, title: 'x' })).rejects.toMatchObject({
    code: 'auth.denied',
  });
  expect(await updateCollection(author, { id: own.id, title: 'Renamed' })).toMatchObject({
    title: 'Renamed',
    slug: 'own',
  });

  const secret = await addFile(site, { accessLevel: 'private' });
  const shown = await addFile(site);
  await addCollectionItems(admin, { id: open.id, mediaIds: [secret, shown] });
  expect((await getCollection(admin, { id: open.id })).fileCount).toBe(2);
  expect((await getCollection(editor, { id: open.id })).fileCount).toBe(1);
  await expect(addCollectionItems(editor, { id: open.id, mediaIds: [secret] })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('a collection of very many files is gone at once, and a task lets their lists know', async () => {
  const { services } = domain;
  const site = await domain.addSite();
  const scope = await site.as('admin');
  const { id } = await createCollection(scope, { title: 'Everything' });
  const other = await createCollection(scope, { title: 'Other' });
  const file = { accessLevel: 'public', uploadedBy: null, deletedAt: null };
  const mediaIds = await addManyMedia(services.db, site.namespaceId, Array(1001).fill(file));
  const [first = '', second = ''] = mediaIds;
  await services.db.pool.query(
    `insert into collection_item (namespace_id, collection_id, media_id, position)
     select $1::uuid, $2::uuid, media_id, 'a' from unnest($3::uuid[]) as f (media_id)
     union all select $1, $4::uuid, $5::uuid, 'a'`,
    [site.namespaceId, id, mediaIds, other.id, first],
  );
  await services.db.pool.query('select refresh_media_index($1)', [mediaIds]);
  await deleteMedia(scope, { ids: [second] });
  const list = (input: object) => listMedia(scope, MediaListInput.parse({ limit: 1, ...input }));
  const stillNaming = async () => {
    const where = { namespaceId: site.namespaceId, collectionIds: { has: id } };
    return services.db.prisma.mediaIndex.count({ where });
  };

  const { taskId } = await deleteCollection(scope, { id });
  expect((await listCollections(scope)).map(({ title }) => title)).toEqual(['Other']);
  await expect(list({ collectionId: id })).rejects.toMatchObject({ code: 'not-found' });
  await expect(getCollection(scope, { id })).rejects.toMatchObject({ code: 'not-found' });
  await expect(addCollectionItems(scope, { id, mediaIds: [] })).rejects.toMatchObject({ code: 'not-found' });
  expect(await getMedia(scope, { id: first })).toMatchObject({ collectionIds: [other.id] });
  expect((await list({ sort: 'title' })).items[0]?.collectionIds).not.toContain(id);
  expect((await getFacets(scope, MediaListInput.parse({}))).collections).toMatchObject([{ title: 'Other' }]);
  expect(await getTask(scope, { id: taskId ?? '' })).toMatchObject({ state: 'queued', total: 1001 });
  // One that comes back from the trash meanwhile knows already, and nothing else was touched.
  await restoreMedia(scope, { ids: [second] });
  expect(await stillNaming()).toBe(1000);

  await drainJobs(services);
  expect(await stillNaming()).toBe(0);
  expect(await getTask(scope, { id: taskId ?? '' })).toMatchObject({ state: 'done', done: 1000 });
  expect((await list({ search: 'in:none ' })).total).toEqual({ value: 1000, isExact: true });
  expect(await getCollection(scope, { id: other.id })).toMatchObject({ fileCount: 1 });
  const scopeOf = { namespaceIds: [site.namespaceId], isDrained: true };
  const broken = await findBrokenInvariants(services.db.pool, scopeOf);
  expect(broken.filter(({ name }) => name.startsWith('counted'))).toEqual([]);
});
