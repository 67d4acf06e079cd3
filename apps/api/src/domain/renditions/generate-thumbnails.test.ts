import { afterAll, expect, test } from 'vitest';
import { transaction } from '../../db/transaction.ts';
import { drawQuarters } from '../../processing/draw-fixtures.ts';
import { enqueue } from '../../queue/enqueue.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { completeUpload } from '../uploads/complete-upload.ts';
import { receiveFile } from '../uploads/receive-file.ts';
import { createDeliveryLookup } from './create-delivery-lookup.ts';
import { generateThumbnailsJob } from './describe-generate-thumbnails.ts';
import { generateThumbnails } from './generate-thumbnails.ts';

const domain = await openTestDomain();
const { services } = domain;
const { db, storage } = services;
afterAll(() => domain[Symbol.asyncDispose]());

test('thumbnails that were lost are made again, under new keys, and once for each size', async () => {
  const scope = await (await domain.addSite()).as('editor');
  const namespaceId = scope.namespace.id;
  const received = await receiveFile(scope, {
    door: 'import',
    filename: 'a.png',
    declaredMimeType: null,
    bytes: await drawQuarters(900, 450).png().toBuffer(),
  });
  const { mediaId } = await completeUpload(scope, { ...received, fields: {} });
  const before = await db.prisma.rendition.findMany({ where: { namespaceId }, orderBy: { width: 'asc' } });
  expect(before.map(({ width, height }) => [width, height])).toEqual([
    [150, 75],
    [300, 150],
    [800, 400],
  ]);
  await db.prisma.rendition.delete({ where: { id: before[0]?.id ?? '' } });
  for (const { storageKey } of before.slice(0, 2)) await storage.delete(parseObjectKey(storageKey));
  await db.prisma.media.update({ where: { id: mediaId }, data: { processingStatus: 'pending' } });

  for (let run = 0; run < 2; run++) {
    await transaction(services, (tx) =>
      enqueue(tx, generateThumbnailsJob.name, generateThumbnailsJob.payload, { namespaceId, mediaId }),
    );
    await drainJobs(services);
  }
  const after = await db.prisma.rendition.findMany({ where: { namespaceId }, orderBy: { width: 'asc' } });
  expect(after.map(({ preset }) => preset)).toEqual(['small', 'medium', 'large']);
  for (const { storageKey, sizeBytes } of after) {
    expect(before.map((row) => row.storageKey)).not.toContain(storageKey);
    expect(await storage.head(parseObjectKey(storageKey))).toMatchObject({ sizeBytes: Number(sizeBytes) });
  }
  const keys: string[] = [];
  for await (const { key } of storage.list(`${namespaceId}/rendition/`)) keys.push(key);
  expect(keys.sort()).toEqual(after.map(({ storageKey }) => storageKey).sort());
  expect(await db.prisma.media.findUnique({ where: { id: mediaId } })).toMatchObject({
    processingStatus: 'ready',
  });
});

test('a file of the same bytes hears of thumbnails that were made again for another', async () => {
  const scope = await (await domain.addSite()).as('editor');
  const namespaceId = scope.namespace.id;
  const bytes = await drawQuarters(400, 200).png().toBuffer();
  const add = async (filename: string) => {
    const file = { door: 'multipart', filename, declaredMimeType: null, bytes } as const;
    const received = await receiveFile(scope, file);
    return (await completeUpload(scope, { ...received, fields: { onDuplicate: 'keep-both' } })).mediaId;
  };
  const [a, b] = [await add('a.png'), await add('b.png')];
  await db.prisma.mediaVersion.updateMany({ where: { mediaId: b }, data: { placeholder: null } });
  await db.prisma.media.update({ where: { id: b }, data: { processingStatus: 'pending' } });
  await expect.poll(() => services.events.liveGeneration()).not.toBeNull();
  const lookup = createDeliveryLookup(services);
  const target = { mediaId: b, version: null };
  const old = (await lookup.find(target))?.presets.small;

  await generateThumbnails(scope, { mediaId: a });
  const isFresh = async () => {
    const small = (await lookup.find(target))?.presets.small;
    return small && small.key !== old?.key ? (await storage.head(small.key)) !== null : false;
  };
  await expect.poll(isFresh, { timeout: 5000 }).toBe(true);
  lookup.close();
  const where = { namespaceId, type: 'media.processed' };
  expect(await db.prisma.outboxEvent.findMany({ where })).toMatchObject([{ entityIds: [a, b] }]);
  expect(
    await db.prisma.media.findUnique({ where: { id: b }, include: { currentVersion: true } }),
  ).toMatchObject({ processingStatus: 'ready', currentVersion: { placeholder: expect.any(String) } });
});
