import { afterAll, expect, test } from 'vitest';
import { transaction } from '../../db/transaction.ts';
import { drawQuarters } from '../../processing/draw-fixtures.ts';
import { enqueue } from '../../queue/enqueue.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { completeUpload } from '../uploads/complete-upload.ts';
import { receiveFile } from '../uploads/receive-file.ts';
import { generateThumbnailsJob } from './describe-generate-thumbnails.ts';

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
