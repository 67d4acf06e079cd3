import { afterAll, expect, test } from 'vitest';
import { transaction } from '../../db/transaction.ts';
import { drawQuarters } from '../../processing/draw-fixtures.ts';
import { objectKey, parseObjectKey } from '../../storage/object-keys.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import type { Scope } from '../scope.ts';
import { agreeOnStorage } from '../storage/agree-on-storage.ts';
import { beginUpload } from './begin-upload.ts';
import { completeStoredUpload } from './complete-stored-upload.ts';
import { completeUpload } from './complete-upload.ts';
import { receiveFile } from './receive-file.ts';
import { sweepOrphans } from './sweep-orphans.ts';
import { sweepDyingBlobs, sweepUploads } from './sweep-uploads.ts';

const domain = await openTestDomain();
const { services } = domain;
const { db, storage } = services;
afterAll(() => domain[Symbol.asyncDispose]());

const picture = async () => new Uint8Array(await drawQuarters(300, 200).png().toBuffer());
const minutes = (count: number) => ({ ...services, now: () => new Date(Date.now() + count * 60_000) });

async function begin(scope: Scope, bytes: Uint8Array) {
  const id = scope.newId();
  await beginUpload(scope, {
    uploadId: id,
    filename: 'a.png',
    declaredMimeType: null,
    sizeBytes: bytes.byteLength,
    fields: [],
  });
  const key = objectKey({ namespaceId: scope.namespace.id, purpose: 'quarantine', id });
  return { id, key };
}

async function keysOf(scope: Scope): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list(`${scope.namespace.id}/`)) keys.push(key);
  return keys;
}

const usageOf = (scope: Scope) =>
  db.prisma.namespaceUsage.findUniqueOrThrow({ where: { namespaceId: scope.namespace.id } });

test('an upload past its time ends as expired; its bytes and what was held for it are free', async () => {
  const scope = await (await domain.addSite()).as('contributor');
  const bytes = await picture();
  const { id, key } = await begin(scope, bytes);
  await storage.append(key, bytes.subarray(0, 50), { offsetBytes: 0, maxBytes: bytes.byteLength });
  expect((await sweepUploads(services, 'test')).expired).toBe(0);
  expect((await sweepUploads(minutes(24 * 60 + 1), 'test')).expired).toBe(1);
  expect(await db.prisma.upload.findUnique({ where: { id } })).toMatchObject({ state: 'expired' });
  expect(await usageOf(scope)).toMatchObject({ reservedBytes: 0n });
  expect(await keysOf(scope)).toEqual([]);
});

test.each(['in quarantine', 'where originals lie', 'not closed yet'])(
  'an upload whose process died while it was completed is completed by a job, its bytes %s',
  async (where) => {
    const scope = await (await domain.addSite()).as('contributor');
    const bytes = await picture();
    const { id, key } = await begin(scope, bytes);
    if (where === 'not closed yet') {
      await storage.append(key, bytes, { offsetBytes: 0, maxBytes: bytes.byteLength });
    } else {
      await storage.put(key, bytes, { maxBytes: bytes.byteLength });
    }
    if (where === 'where originals lie') {
      await storage.move(key, parseObjectKey(key.replace('/quarantine/', '/original/')));
    }
    await db.prisma.upload.update({
      where: { id },
      data: { state: 'finishing', offsetBytes: bytes.byteLength },
    });
    expect((await sweepUploads(services, 'test')).resumed).toBe(0);
    expect((await sweepUploads(minutes(1), 'test')).resumed).toBe(1);
    await drainJobs(services);
    const upload = await db.prisma.upload.findUniqueOrThrow({ where: { id }, include: { media: true } });
    expect(upload).toMatchObject({ state: 'done', media: { uploadedBy: scope.actor.userId } });
    expect(await usageOf(scope)).toMatchObject({ usedBytes: BigInt(bytes.byteLength), reservedBytes: 0n });
  },
);

test('an upload whose bytes are nowhere any more ends as failed and holds no room', async () => {
  const scope = await (await domain.addSite()).as('contributor');
  const { id } = await begin(scope, await picture());
  await db.prisma.upload.update({ where: { id }, data: { state: 'finishing' } });
  expect((await sweepUploads(minutes(1), 'test')).resumed).toBe(1);
  await drainJobs(services);
  const upload = await db.prisma.upload.findUniqueOrThrow({ where: { id } });
  expect(upload).toMatchObject({ state: 'failed', error: { code: 'not-found' } });
  expect(await usageOf(scope)).toMatchObject({ usedBytes: 0n, reservedBytes: 0n });
});

test('an upload that can never be completed is tried ever more rarely, and given up in the end', async () => {
  const scope = await (await domain.addSite()).as('contributor');
  const bytes = await picture();
  const { id, key } = await begin(scope, bytes);
  await storage.put(key, bytes, { maxBytes: bytes.byteLength });
  await db.prisma.upload.update({ where: { id }, data: { state: 'finishing', attempts: 4 } });
  expect((await sweepUploads(minutes(3), 'test')).resumed).toBe(0);
  expect((await sweepUploads(minutes(5), 'test')).resumed).toBe(1);
  await db.prisma.upload.update({ where: { id }, data: { attempts: 20, updatedAt: new Date() } });
  expect(await sweepUploads(minutes(50), 'test')).toMatchObject({ resumed: 0, givenUp: 0 });
  expect(await sweepUploads(minutes(70), 'test')).toMatchObject({ resumed: 0, givenUp: 1 });
  const upload = await db.prisma.upload.findUniqueOrThrow({ where: { id } });
  expect(upload).toMatchObject({ state: 'failed', error: { code: 'internal' }, reservedBytes: 0n });
  expect(await usageOf(scope)).toMatchObject({ reservedBytes: 0n });
  expect(await keysOf(scope)).toEqual([]);
  await drainJobs(services);
});

test('the job of an upload that runs twice makes one file', async () => {
  const scope = await (await domain.addSite()).as('contributor');
  const bytes = await picture();
  const { id, key } = await begin(scope, bytes);
  await storage.put(key, bytes, { maxBytes: bytes.byteLength });
  await db.prisma.upload.update({
    where: { id },
    data: { state: 'finishing', offsetBytes: bytes.byteLength },
  });
  const work = { namespaceId: scope.namespace.id, uploadId: id };
  await Promise.allSettled([
    completeStoredUpload(services, work, 'one'),
    completeStoredUpload(services, work, 'two'),
  ]);
  await completeStoredUpload(services, work, 'three');
  const { namespaceId } = work;
  expect(await db.prisma.media.count({ where: { namespaceId } })).toBe(1);
  const blob = await db.prisma.blob.findFirstOrThrow({ where: { namespaceId } });
  expect(await storage.head(parseObjectKey(blob.storageKey))).toMatchObject({ sizeBytes: bytes.byteLength });
});

test('objects without a row go once they are old, originals last; everything with a row stays, and what others have', async () => {
  const scope = await (await domain.addSite()).as('contributor');
  const bytes = await picture();
  const received = await receiveFile(scope, {
    door: 'import',
    filename: 'a.png',
    declaredMimeType: null,
    bytes,
  });
  await completeUpload(scope, { ...received, fields: {} });
  const kept = await keysOf(scope);
  for (const purpose of ['quarantine', 'original', 'rendition'] as const) {
    const key = objectKey({ namespaceId: scope.namespace.id, purpose, id: scope.newId() });
    await storage.put(key, bytes, { maxBytes: bytes.byteLength });
  }
  const underWay = await begin(scope, bytes);
  await storage.append(underWay.key, bytes.subarray(0, 50), { offsetBytes: 0, maxBytes: bytes.byteLength });
  const ofOthers = objectKey({ namespaceId: scope.newId(), purpose: 'original', id: scope.newId() });
  await storage.put(ofOthers, bytes, { maxBytes: bytes.byteLength });
  const day = 24 * 60;
  const sweepAt = async (minute: number) => {
    await agreeOnStorage(minutes(minute));
    return sweepOrphans(minutes(minute));
  };
  expect(await sweepAt(day - 1)).toBe(0);
  expect(await sweepAt(day + 1)).toBe(2);
  expect(await sweepAt(31 * day - 1)).toBe(0);
  expect(await sweepAt(31 * day + 1)).toBe(1);
  expect(await storage.head(ofOthers)).not.toBeNull();
  expect((await keysOf(scope)).sort()).toEqual([...kept, underWay.key].sort());
});

test('the bytes of a blob that was given up go, and its row stays to say so', async () => {
  const scope = await (await domain.addSite()).as('contributor');
  const blobId = scope.newId();
  const key = objectKey({ namespaceId: scope.namespace.id, purpose: 'original', id: blobId });
  const { sha256, sizeBytes } = await storage.put(key, await picture(), { maxBytes: 1_000_000 });
  await transaction(services, (tx) =>
    tx.blob.create({
      data: {
        id: blobId,
        namespaceId: scope.namespace.id,
        sha256,
        sizeBytes,
        mimeType: 'image/png',
        storageKey: key,
        state: 'dying',
      },
    }),
  );
  expect(await sweepDyingBlobs(services)).toBe(1);
  expect(await keysOf(scope)).toEqual([]);
  expect(await db.prisma.blob.findUnique({ where: { id: blobId } })).toMatchObject({ state: 'dead' });
});
