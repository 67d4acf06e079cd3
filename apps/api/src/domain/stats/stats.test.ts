import { StatsOverview, StorageReport } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { getStatsOverview } from './get-stats-overview.ts';
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
    trashedFiles: 1,
    recentUploads: 2,
  });
  expect(await getStatsOverview(await site.as('editor'))).toMatchObject({
    totalFiles: 2,
    totalSizeBytes: 150,
    filesByType: { image: 1 },
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
