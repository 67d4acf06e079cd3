import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import type { S3Settings } from '../config/config.ts';
import { makeBucket, startS3Server } from '../testing/start-s3-server.ts';
import { describeStorageDriver } from './describe-storage-driver.ts';
import { hashObject } from './hash-object.ts';
import { isObjectKey, type ObjectKey, objectKey } from './object-keys.ts';
import { openS3Storage } from './s3.ts';
import { connectBucket } from './s3-bucket.ts';
import { listMultiparts } from './s3-multipart.ts';
import { keyOfSegment, listNames } from './s3-segments.ts';
import type { SignedRequest } from './storage-driver.ts';

// `npm run test:s3` names a real server; without it the suite runs against one inside this process.
const given = process.env.VITRINE_TEST_S3_ENDPOINT;
const server = given ? { endpoint: given, close: () => Promise.resolve() } : await startS3Server();
afterAll(() => server.close());

async function newBucket(settings: Partial<S3Settings> = {}): Promise<S3Settings> {
  const temporaryDir = path.join(tmpdir(), `vitrine-s3-${randomUUID()}`);
  onTestFinished(() => rm(temporaryDir, { recursive: true, force: true }));
  return makeBucket(server.endpoint, { temporaryDir, settings });
}

/** What lies in a bucket and is neither an object nor a piece of an unfinished one. */
async function leftoversIn(settings: S3Settings): Promise<string[]> {
  const bucket = connectBucket(settings);
  const found: string[] = [];
  for await (const { name } of listNames(bucket, '')) {
    if (!isObjectKey(keyOfSegment(name) ?? name) && name !== 'health-probe') found.push(name);
  }
  for await (const { key } of listMultiparts(bucket, '')) found.push(`${key} in parts`);
  bucket.client.destroy();
  return found;
}

describeStorageDriver(given ? 's3 (a real server)' : 's3', {
  async open() {
    const settings = await newBucket();
    return { storage: await openS3Storage(settings), leftovers: () => leftoversIn(settings) };
  },
});

/** Of a form. */
const Policy = z.object({ conditions: z.array(z.unknown()) });

const key = () => objectKey({ namespaceId: randomUUID(), purpose: 'quarantine', id: randomUUID() });

async function openDirect(settings: Partial<S3Settings> = {}) {
  const bucket = await newBucket(settings);
  const storage = await openS3Storage(bucket);
  onTestFinished(() => storage.close());
  const direct = storage.directUploads;
  if (!direct) throw new Error('A bucket takes direct uploads.');
  return { storage, direct, leftovers: () => leftoversIn(bucket) };
}

/** Sends a signed request as a client does. */
const send = ({ url, method, headers }: SignedRequest, body: Uint8Array<ArrayBuffer>) =>
  fetch(url, { method, headers, body });

test('takes one signed upload of exactly the bytes that were announced', async () => {
  const { storage, direct } = await openDirect();
  const [target, bytes] = [key(), randomBytes(300_000)];
  const request = await direct.signUpload({
    key: target,
    sizeBytes: bytes.length,
    sha256: sha256(bytes),
    expiresInSeconds: 60,
  });
  // Ceph looks at this checksum from its version 19 on; with an older one our own reading finds it out.
  if (!given) {
    expect((await send(request, randomBytes(bytes.length))).status).toBe(400);
    expect(await storage.head(target)).toBeNull();
  }
  expect((await send(request, bytes)).status).toBe(200);
  expect(await hashObject(storage, target)).toEqual({ sizeBytes: bytes.length, sha256: sha256(bytes) });
});

test('takes a form of exactly the bytes that were announced', async () => {
  const { storage, direct } = await openDirect();
  const [target, bytes] = [key(), randomBytes(70_000)];
  const form = await direct.signForm({
    key: target,
    sizeBytes: bytes.length,
    sha256: sha256(bytes),
    expiresInSeconds: 60,
  });
  const data = new FormData();
  for (const [name, value] of Object.entries(form.fields)) data.append(name, value);
  data.append('file', new Blob([bytes]));
  expect((await fetch(form.url, { method: form.method, body: data })).ok).toBe(true);
  expect(await hashObject(storage, target)).toEqual({ sizeBytes: bytes.length, sha256: sha256(bytes) });
});

test('a signature binds the key, the length and the hash of what is announced', async () => {
  const { direct } = await openDirect();
  const [target, bytes] = [key(), randomBytes(1000)];
  const checksum = createHash('sha256').update(bytes).digest('base64');
  const announced = { key: target, sizeBytes: 1000, sha256: sha256(bytes), expiresInSeconds: 60 };
  const { url, headers } = await direct.signUpload(announced);
  const { pathname, searchParams } = new URL(url);
  expect(pathname.endsWith(`/${target}`)).toBe(true);
  expect(searchParams.get('X-Amz-Expires')).toBe('60');
  expect(searchParams.get('X-Amz-SignedHeaders')?.split(';')).toEqual(
    expect.arrayContaining(['host', 'content-length', 'x-amz-checksum-sha256', 'x-amz-acl']),
  );
  expect(headers).toMatchObject({ 'x-amz-checksum-sha256': checksum });
  // What stands in the query instead of a header would bind nothing.
  expect(searchParams.has('x-amz-checksum-sha256')).toBe(false);

  const { fields } = await direct.signForm(announced);
  const { conditions } = Policy.parse(JSON.parse(Buffer.from(fields.Policy ?? '', 'base64').toString()));
  expect(conditions).toEqual(
    expect.arrayContaining([
      { key: target },
      { 'x-amz-checksum-sha256': checksum },
      ['content-length-range', 1000, 1000],
    ]),
  );
});

test('takes an upload in signed parts, whose ETags nobody has to collect', async () => {
  const { storage, direct, leftovers } = await openDirect();
  const [target, bytes] = [key(), randomBytes(direct.partBytes + 1000)];
  const { uploadId } = await direct.createMultipart({ key: target });
  const part = (partNumber: number, sizeBytes: number) =>
    direct.signPart({ key: target, uploadId, partNumber, sizeBytes, expiresInSeconds: 60 });
  const whole = { key: target, uploadId, sizeBytes: bytes.length };

  expect((await send(await part(1, direct.partBytes), bytes.subarray(0, direct.partBytes))).ok).toBe(true);
  await expect(direct.completeMultipart(whole)).rejects.toMatchObject({
    code: 'conflict',
    details: { storedBytes: direct.partBytes, sizeBytes: bytes.length },
  });
  expect((await send(await part(2, 1000), bytes.subarray(direct.partBytes))).ok).toBe(true);
  expect(await storage.head(target)).toBeNull();
  await direct.completeMultipart(whole);
  await direct.completeMultipart(whole);
  expect(await hashObject(storage, target)).toEqual({ sizeBytes: bytes.length, sha256: sha256(bytes) });
  expect(await leftovers()).toEqual([]);
});

test('forgets the parts of an upload that is given up, by its id or by its key', async () => {
  const { storage, direct, leftovers } = await openDirect();
  for (const giveUp of [
    (upload: { key: ObjectKey; uploadId: string }) => direct.abortMultipart(upload),
    (upload: { key: ObjectKey }) => storage.delete(upload.key),
  ]) {
    const target = key();
    const upload = { key: target, ...(await direct.createMultipart({ key: target })) };
    await send(
      await direct.signPart({ ...upload, partNumber: 1, sizeBytes: 10, expiresInSeconds: 60 }),
      randomBytes(10),
    );
    const listed: boolean[] = [];
    for await (const { isFinished } of storage.list('')) listed.push(isFinished);
    expect(listed).toEqual([false]);
    await giveUp(upload);
    await giveUp(upload);
    expect(await leftovers()).toEqual([]);
    await expect(direct.completeMultipart({ ...upload, sizeBytes: 10 })).rejects.toMatchObject({
      code: 'not-found',
    });
  }
});

test('signs downloads that answer with the headers we say', async () => {
  const { storage } = await openDirect();
  const target = key();
  await storage.put(target, Buffer.from('hello'), { maxBytes: 5 });
  const url = await storage.signDownload({
    key: target,
    expiresInSeconds: 60,
    contentType: 'text/plain',
    contentDisposition: `attachment; filename="a.txt"; filename*=UTF-8''%C3%A4.txt`,
  });
  const answer = await fetch(url ?? '', { headers: { range: 'bytes=1-2' } });
  expect(answer.status).toBe(206);
  if (given) {
    expect(answer.headers.get('content-type')).toBe('text/plain');
    expect(answer.headers.get('content-disposition')).toContain('filename*=');
  }
  expect(await answer.text()).toBe('el');
});

test('keeps the content type that a CDN shall serve, also through the move out of quarantine', async () => {
  const { storage } = await openDirect({ customDomain: 'https://cdn.example.org' });
  const from = key();
  const to = objectKey({ namespaceId: randomUUID(), purpose: 'original', id: randomUUID() });
  await storage.put(from, Buffer.from('webp'), { maxBytes: 5 });
  await storage.move(from, to, { contentType: 'image/webp' });
  expect(storage.publicUrl(to)).toBe(`https://cdn.example.org/${to}`);
  const url = await storage.signDownload({
    key: to,
    expiresInSeconds: 60,
    contentType: 'image/webp',
    contentDisposition: 'inline',
  });
  // Without the answer's headers in the query it is the object's own type.
  const bare = new URL(url ?? '');
  if (!given) bare.search = '';
  expect((await fetch(bare)).headers.get('content-type')).toBe('image/webp');
});

test.runIf(given)('refuses what is not exactly what was signed', async () => {
  const { storage, direct } = await openDirect();
  const [target, bytes] = [key(), randomBytes(1000)];
  const announced = { key: target, sizeBytes: 1000, sha256: sha256(bytes) };
  const signed = await direct.signUpload({ ...announced, expiresInSeconds: 60 });
  const refused = async (request: SignedRequest, body: Uint8Array<ArrayBuffer>) =>
    expect((await send(request, body)).status).toBeGreaterThanOrEqual(400);
  await refused(signed, bytes.subarray(0, 999));
  await refused(signed, Buffer.concat([bytes, bytes]));
  await refused({ ...signed, headers: {} }, bytes);
  // Of the same length, with their own hash in place of the one that was signed.
  const other = randomBytes(1000);
  const claim = { 'x-amz-checksum-sha256': createHash('sha256').update(other).digest('base64') };
  await refused({ ...signed, headers: { ...signed.headers, ...claim } }, other);
  await refused({ ...signed, url: signed.url.replace(target, key()) }, bytes);
  const form = await direct.signForm({ ...announced, expiresInSeconds: 60 });
  for (const [wrong, fields] of [
    [bytes.subarray(0, 999), form.fields],
    [randomBytes(1001), form.fields],
    [other, { ...form.fields, ...claim }],
  ] as const) {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    data.append('file', new Blob([wrong]));
    expect((await fetch(form.url, { method: 'POST', body: data })).status).toBeGreaterThanOrEqual(400);
  }
  const { uploadId } = await direct.createMultipart({ key: target });
  const part = { key: target, uploadId, partNumber: 1, sizeBytes: 1000, expiresInSeconds: 60 };
  await refused(await direct.signPart(part), bytes.subarray(0, 10));
  await direct.abortMultipart({ key: target, uploadId });
  expect(await storage.head(target)).toBeNull();
});

test('a bucket that is not there is storage.unavailable', async () => {
  const settings = await newBucket();
  await expect(openS3Storage({ ...settings, bucket: 'there-is-no-such' })).rejects.toMatchObject({
    code: 'storage.unavailable',
  });
});

test.runIf(given)('a wrong secret is storage.unavailable, and says no more', async () => {
  const settings = await newBucket();
  const credentials = { accessKeyId: 'vitrine', secretAccessKey: 'wrong' };
  await expect(openS3Storage({ ...settings, credentials })).rejects.toMatchObject({
    code: 'storage.unavailable',
    details: {},
  });
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
