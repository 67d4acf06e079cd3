import { StatsOverview, StorageGrowth, StorageReport } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { getStatsOverview } from './get-stats-overview.ts';
import { getStorageGrowth } from './get-storage-growth.ts';
import { getStorageReport } from './get-storage-report.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

test('the overview counts what the asker may see', async () => {
  const site = await domain.addSite();
  const { db } = domain.services;
  const add = (media: Parameters<typeof addMedia>[2]) => addMedia(db, site.namespaceId, media);
  await add({ kind: 'image', sizeBytes: 100n });
  await add({ kind: 'video', sizeBytes: 50n, createdAt: new Date('2026-01-01') });
  await add({ kind: 'image', sizeBytes: 7n, accessLevel: 'private' });
  const trashed = await add({ kind: 'audio' });
  const admin = await site.as('admin');
  await deleteMedia(admin, { ids: [trashed.id] });
  expect(StatsOverview.parse(await getStatsOverview(admin))).toEqual({
    totalFiles: 3,
    totalSizeBytes: 157,
    filesByType: { image: 2, video: 1, audio: 0, document: 0 },
    bytesByType: { image: 107, video: 50, audio: 0, document: 0 },
    trashedFiles: 1,
    recentUploads: 2,
  });
  expect(await getStatsOverview(await site.as('editor'))).toMatchObject({
    totalFiles: 2,
    totalSizeBytes: 150,
    filesByType: { image: 1 },
    bytesByType: { image: 100 },
    trashedFiles: 1,
    recentUploads: 1,
  });
  const contributor = await site.as('contributor');
  const own = await add({ uploadedBy: contributor.actor.userId });
  await deleteMedia(admin, { ids: [own.id] });
  expect(await getStatsOverview(contributor)).toMatchObject({ trashedFiles: 1 });
  expect(await getStatsOverview(await site.as('viewer'))).toMatchObject({ trashedFiles: 0 });
});

test('the storage report is for the operator, and as old as it says', async () => {
  const site = await domain.addSite();
  const { db } = domain.services;
  await addMedia(db, site.namespaceId, { kind: 'document', sizeBytes: 4n });
  await addMedia(db, site.namespaceId, { kind: 'image', sizeBytes: 8n });
  await db.pool.query('select refresh_storage_stats()');
  const report = StorageReport.parse(await getStorageReport(await domain.operator()));
  expect(report.refreshedAt).not.toBeNull();
  expect(report.namespaces.find(({ namespaceId }) => namespaceId === site.namespaceId)).toMatchObject({
    fileCount: 2,
    totalSizeBytes: 12,
    averageSizeBytes: 6,
    imageCount: 1,
    documentCount: 1,
  });
  await expect(getStorageReport(await site.as('admin'))).rejects.toMatchObject({ code: 'auth.denied' });
});

test('growth is told by months or days, those without files too, and as old as it says', async () => {
  const site = await domain.addSite();
  const { db } = domain.services;
  const add = (createdAt: string, media: Parameters<typeof addMedia>[2] = {}) =>
    addMedia(db, site.namespaceId, { createdAt: new Date(createdAt), sizeBytes: 10n, ...media });
  await add('2026-01-31T23:59:59.999Z');
  await add('2026-02-01T00:00:00Z', { kind: 'video', sizeBytes: 5n });
  await add('2026-02-28T12:00:00Z');
  await add('2026-04-02T12:00:00Z', { accessLevel: 'private' });
  const trashed = await add('2026-04-03T12:00:00Z');
  const admin = { ...(await site.as('admin')), now: () => new Date('2026-04-10T00:00:00Z') };
  await deleteMedia(admin, { ids: [trashed.id] });
  await db.pool.query('select refresh_storage_stats()');
  const growth = StorageGrowth.parse(await getStorageGrowth(admin, { by: 'month', periods: 4 }));
  const none = { image: 0, video: 0, audio: 0, document: 0 };
  expect(growth.periods).toEqual([
    { from: '2026-01-01', fileCount: 1, totalSizeBytes: 10, filesByType: { ...none, image: 1 } },
    { from: '2026-02-01', fileCount: 2, totalSizeBytes: 15, filesByType: { ...none, image: 1, video: 1 } },
    { from: '2026-03-01', fileCount: 0, totalSizeBytes: 0, filesByType: none },
    { from: '2026-04-01', fileCount: 1, totalSizeBytes: 10, filesByType: { ...none, image: 1 } },
  ]);
  expect(Date.parse(growth.refreshedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  const days = await getStorageGrowth(admin, { by: 'day', periods: 9 });
  expect(days.periods.map(({ from, fileCount }) => [from, fileCount]).slice(0, 2)).toEqual([
    ['2026-04-02', 1],
    ['2026-04-03', 0],
  ]);
  expect(days.periods.at(-1)?.from).toBe('2026-04-10');
  await expect(getStorageGrowth(await site.as('editor'), { by: 'day', periods: 1 })).rejects.toMatchObject({
    code: 'auth.denied',
  });
});

test('the view of files for reports says what the rows say', async () => {
  const site = await domain.addSite();
  const { db } = domain.services;
  const { namespaceId } = site;
  const tag = (name: string) =>
    db.prisma.tag.create({ data: { id: domain.services.newId(), namespaceId, name, slug: name } });
  const [sea, sky] = [await tag('sky'), await tag('sea')];
  const files = [
    await addMedia(db, namespaceId, { tagIds: [sea.id, sky.id] }),
    await addMedia(db, namespaceId, { tagIds: [sea.id] }),
    await addMedia(db, namespaceId),
  ];
  const { rows } = await db.pool.query(
    'select media_id, tag_count::int, collection_count::int, tag_names from media_file_summary where namespace_id = $1',
    [namespaceId],
  );
  const tags = await db.prisma.mediaTag.findMany({ where: { namespaceId }, include: { tag: true } });
  const expected = files.map(({ id }) => {
    const names = tags.filter(({ mediaId }) => mediaId === id).map((one) => one.tag.name);
    return { media_id: id, tag_count: names.length, collection_count: 0, tag_names: names.sort() };
  });
  expect(rows.sort((a, b) => (a.media_id < b.media_id ? -1 : 1))).toEqual(
    expected.sort((a, b) => (a.media_id < b.media_id ? -1 : 1)),
  );
});
