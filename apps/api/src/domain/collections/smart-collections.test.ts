import { Collection, MediaListInput, MediaQuery, UploadFields } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMedia } from '../../testing/add-media.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain, type TestDomain, type TestSite } from '../../testing/open-test-domain.ts';
import { beginExport } from '../exports/begin-export.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { listMedia } from '../media/list-media.ts';
import { createTag } from '../tags/create-tag.ts';
import { readUploadFields } from '../uploads/read-upload-fields.ts';
import { addCollectionItems } from './add-collection-items.ts';
import { createCollection } from './create-collection.ts';
import { findCollectionIds } from './find-collection-ids.ts';
import { getCollection } from './get-collection.ts';
import { getCollectionTree } from './get-collection-tree.ts';
import { moveCollectionItems } from './move-collection-items.ts';
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

test('a smart collection holds what its query matches, for each as far as they may see it', async () => {
  const site = await domain.addSite();
  const [scope, viewer] = [await site.as('admin'), await site.as('viewer')];
  const { id: tagId } = await createTag(scope, { name: 'sea' });
  const first = await addFile(site, { tagIds: [tagId], sizeBytes: 10n });
  const hidden = await addFile(site, { tagIds: [tagId], sizeBytes: 5n, accessLevel: 'private' });
  await addFile(site);
  const smartQuery = MediaQuery.parse({ tagIds: [tagId], kinds: ['image'] });
  const made = await createCollection(scope, { title: 'Sea', smartQuery, coverId: hidden });
  expect(Collection.parse(made)).toMatchObject({
    smartQuery: { tagIds: [tagId], kinds: ['image'] },
    fileCount: 2,
    totalSizeBytes: 15,
    isExact: true,
    coverId: hidden,
  });
  expect(await getCollection(viewer, { id: made.id })).toMatchObject({
    fileCount: 1,
    totalSizeBytes: 10,
    coverId: null,
  });
  expect(await findCollectionIds(scope, { id: made.id })).toEqual([first, hidden]);
  expect(await findCollectionIds(viewer, { id: made.id })).toEqual([first]);
  expect(await beginExport(viewer, { collectionId: made.id })).toMatchObject({ fileCount: 1, sizeBytes: 10 });
  const third = await addFile(site, { tagIds: [tagId] });
  await deleteMedia(scope, { ids: [first] });
  expect(await findCollectionIds(scope, { id: made.id })).toEqual([hidden, third]);
  const changed = await updateCollection(scope, {
    id: made.id,
    smartQuery: { tagIds: [tagId], kinds: ['video'] },
  });
  expect(changed).toMatchObject({ fileCount: 0, smartQuery: { kinds: ['video'] } });
});

test('what a smart collection counts is what its list holds, also by its words', async () => {
  const site = await domain.addSite();
  const [scope, viewer] = [await site.as('admin'), await site.as('viewer')];
  const rows = [
    { title: 'Zebra' },
    { title: 'Zebra, rejected', reviewStatus: 'rejected' },
    { title: 'Zebra of the past', rightsEnd: new Date(0) },
    { title: 'Zebra of the future', rightsStart: new Date('2999-01-01') },
    { title: 'Zebra in private', accessLevel: 'private', rightsEnd: new Date('2999-01-01') },
    { title: 'Giraffe' },
  ];
  for (const row of rows) await addFile(site, row);
  const parent = await createCollection(scope, { title: 'Parent' });
  const expected: [Parameters<typeof createCollection>[1]['smartQuery'], number, number][] = [
    [{ search: 'zebra' }, 5, 4],
    [{ search: 'zebra -past', kinds: ['image'] }, 4, 3],
    [{ accessLevels: ['private'] }, 1, 0],
    [{}, 6, 5],
  ];
  for (const [smartQuery, ...counts] of expected) {
    const { id } = await createCollection(scope, { title: 'Smart', smartQuery, parentId: parent.id });
    for (const [index, who] of [scope, viewer].entries()) {
      expect((await getCollection(who, { id })).fileCount).toBe(counts[index]);
      const page = await listMedia(who, MediaListInput.parse({ collectionId: id }));
      expect([page.total, page.items.length]).toEqual([
        { value: counts[index], isExact: true },
        counts[index],
      ]);
    }
  }
  const deep = await listMedia(viewer, MediaListInput.parse({ collectionId: parent.id, isDeep: true }));
  expect(deep.total.value).toBe(5);
});

test('nobody fills a smart collection, and one that people fill stays that', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  const smart = await createCollection(scope, { title: 'Smart', smartQuery: {} });
  const filled = await createCollection(scope, { title: 'Filled' });
  const file = await addFile(site);
  const items = { id: smart.id, mediaIds: [file] };
  const move = (fromId: typeof smart.id, toId: typeof smart.id) =>
    moveCollectionItems(scope, { fromId, toId, mediaIds: [file] });
  const refusals = [
    addCollectionItems(scope, items),
    removeCollectionItems(scope, items),
    reorderCollection(scope, { id: smart.id, mediaId: file, afterId: null }),
    move(smart.id, filled.id),
    move(filled.id, smart.id),
    move(filled.id, filled.id),
    updateCollection(scope, { id: filled.id, smartQuery: {} }),
    readUploadFields(
      scope,
      Object.entries(UploadFields.parse({ collection: smart.id })) as [string, string][],
    ),
  ];
  for (const refused of await Promise.allSettled(refusals)) {
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'input.invalid' } });
  }
  expect(filled).toMatchObject({ smartQuery: null, isExact: true });
});

test('a query that a newer version wrote is read as far as it is known', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  await addFile(site);
  const { id } = await createCollection(scope, { title: 'Later', smartQuery: { kinds: ['video'] } });
  const smartQuery = {
    query: { kinds: ['hologram'], mood: 'blue', hasTags: false },
    sort: 'mood',
    version: 9,
  };
  await domain.services.db.prisma.collection.update({ where: { id }, data: { smartQuery } });
  expect(await getCollection(scope, { id })).toMatchObject({ smartQuery: { hasTags: false }, fileCount: 1 });
});

test('files go from one collection to the end of another, or nothing of it happens', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  const [from, to] = [
    await createCollection(scope, { title: 'From' }),
    await createCollection(scope, { title: 'To' }),
  ];
  const [a, b, c, d] = [await addFile(site), await addFile(site), await addFile(site), await addFile(site)];
  await addCollectionItems(scope, { id: from.id, mediaIds: [a, b, c] });
  await addCollectionItems(scope, { id: to.id, mediaIds: [b, d] });
  const move = (mediaIds: MediaId[]) =>
    moveCollectionItems(scope, { fromId: from.id, toId: to.id, mediaIds });
  const hidden = await addFile(site, { accessLevel: 'private' });
  await expect(move([a, hidden])).rejects.toMatchObject({ code: 'not-found' });
  expect(await move([c, b, a, c])).toMatchObject({ id: to.id, fileCount: 4 });
  expect([await orderOf(from.id), await orderOf(to.id)]).toEqual([[], [b, d, c, a]]);
  expect((await getCollection(scope, { id: from.id })).fileCount).toBe(0);
  expect(await move([a])).toMatchObject({ fileCount: 4 });
  // Both ways at once.
  await addCollectionItems(scope, { id: from.id, mediaIds: [a, c] });
  await Promise.all([
    moveCollectionItems(scope, { fromId: to.id, toId: from.id, mediaIds: [d, b] }),
    moveCollectionItems(scope, { fromId: from.id, toId: to.id, mediaIds: [a, c] }),
  ]);
  expect([(await orderOf(from.id)).sort(), (await orderOf(to.id)).sort()]).toEqual([
    [d, b].sort(),
    [a, c].sort(),
  ]);
});

test('collections stand below their parents; below a hidden one at the top', async () => {
  const site = await domain.addSite();
  const [admin, viewer] = [await site.as('admin'), await site.as('viewer')];
  const hidden = await createCollection(admin, { title: 'Hidden', accessLevel: 'private' });
  const below = await createCollection(admin, { title: 'Below', parentId: hidden.id });
  const last = await createCollection(admin, { title: 'Last', parentId: below.id });
  expect(await getCollectionTree(admin)).toMatchObject([
    { id: hidden.id, children: [{ id: below.id, children: [{ id: last.id, children: [] }] }] },
  ]);
  expect(await getCollectionTree(viewer)).toMatchObject([
    { id: below.id, parentId: null, children: [{ id: last.id }] },
  ]);
});

test('positions that have grown long are written anew, and the order stays', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  const { id } = await createCollection(scope, { title: 'Ordered' });
  const files = [await addFile(site), await addFile(site), await addFile(site)];
  await addCollectionItems(scope, { id, mediaIds: files });
  const [first, second, third] = files as [MediaId, MediaId, MediaId];
  await domain.services.db.prisma.collectionItem.updateMany({
    where: { collectionId: id, mediaId: second },
    data: { position: `V0000000${'0'.repeat(40)}V` },
  });
  const before = await orderOf(id);
  await reorderCollection(scope, {
    id,
    mediaId: third,
    afterId: before[0] === third ? first : (before[0] as MediaId),
  });
  const order = await orderOf(id);
  await drainJobs(domain.services);
  expect(await orderOf(id)).toEqual(order);
  const rows = await domain.services.db.prisma.collectionItem.findMany({ where: { collectionId: id } });
  expect(rows.map(({ position }) => position.length)).toEqual([8, 8, 8]);
});
