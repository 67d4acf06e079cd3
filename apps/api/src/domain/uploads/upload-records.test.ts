import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { drawQuarters } from '../../processing/draw-fixtures.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import { TusStore } from '../../storage/tus-store.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { waitForLock } from '../../testing/wait-for-lock.ts';
import type { Scope } from '../scope.ts';
import { abortUpload } from './abort-upload.ts';
import { beginUpload, uploadLifeMs } from './begin-upload.ts';
import { createUploadRecords } from './upload-records.ts';

const domain = await openTestDomain();
const { services } = domain;
const { db, storage } = services;
const store = new TusStore({ storage, records: createUploadRecords(services), expiresAfterMs: uploadLifeMs });
afterAll(() => domain[Symbol.asyncDispose]());

async function sendAll(scope: Scope) {
  const bytes = await drawQuarters(300, 200).png().toBuffer();
  const uploadId = scope.newId();
  const sizeBytes = bytes.byteLength;
  await beginUpload(scope, { uploadId, filename: 'a.png', declaredMimeType: null, sizeBytes, fields: [] });
  await store.write(Readable.from([bytes]), uploadId, 0);
  await db.prisma.upload.update({ where: { id: uploadId }, data: { state: 'finishing' } });
  return { uploadId, sizeBytes, key: parseObjectKey(`${scope.namespace.id}/quarantine/${uploadId}`) };
}

test('an upload that is being completed can not be given up: its bytes stay', async () => {
  const { uploadId, sizeBytes, key } = await sendAll(await (await domain.addSite()).as('contributor'));
  await expect(store.remove(uploadId)).rejects.toMatchObject({ code: 'conflict' });
  expect(await storage.head(key)).toMatchObject({ sizeBytes });
  expect(await db.prisma.upload.findUnique({ where: { id: uploadId } })).toMatchObject({
    state: 'finishing',
  });
});

test('an upload whose last byte comes while it is given up is there, and that is what is told', async () => {
  const scope = await (await domain.addSite()).as('contributor');
  const { uploadId, key } = await sendAll(scope);
  await db.prisma.upload.update({ where: { id: uploadId }, data: { state: 'open' } });
  const client = await db.pool.connect();
  let aborting: Promise<unknown>;
  try {
    await client.query('begin');
    await client.query("update upload set state = 'finishing' where id = $1", [uploadId]);
    aborting = abortUpload(scope, { id: uploadId }).catch((error: unknown) => error);
    await waitForLock(db);
    await client.query('commit');
  } finally {
    client.release();
  }
  expect(await aborting).toMatchObject({ code: 'conflict' });
  expect(await storage.head(key)).not.toBeNull();
});

test('an empty last request that comes twice writes nothing and is no error', async () => {
  const { uploadId, sizeBytes, key } = await sendAll(await (await domain.addSite()).as('contributor'));
  expect(await store.write(Readable.from([]), uploadId, sizeBytes)).toBe(sizeBytes);
  expect(await storage.unfinishedBytes(key)).toBeNull();
});
