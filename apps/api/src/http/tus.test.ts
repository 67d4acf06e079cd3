import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { drawNoise } from '../processing/draw-fixtures.ts';
import { parseObjectKey } from '../storage/object-keys.ts';
import { postForm, readRefusal, readUploaded } from '../testing/post-form.ts';
import { startTestServer } from '../testing/start-test-server.ts';
import { createTusTestClient, uploadIdOf } from '../testing/tus-client.ts';

const server = await startTestServer();
const { origin, db } = server;
afterAll(() => server[Symbol.asyncDispose]());

const jpeg = async () => new Uint8Array(await (await drawNoise(700, 500)).jpeg({ quality: 95 }).toBuffer());
const usageOf = (namespaceId: string) =>
  db.prisma.namespaceUsage.findUniqueOrThrow({ where: { namespaceId } });

async function openSite(options: Parameters<typeof server.addSite>[0] = {}) {
  const site = await server.addSite(options);
  return { ...site, tus: createTusTestClient(origin, site.key) };
}

test('an upload in three chunks ends as a file, and the last answer says which', async () => {
  const { tus, client, namespaceId } = await openSite();
  const bytes = await jpeg();
  const metadata = { filename: 'Lake.jpg', filetype: 'image/jpeg', title: 'The lake', tags: 'water' };
  const chunk = Math.ceil(bytes.byteLength / 3);
  const created = await tus.create({ sizeBytes: bytes.byteLength, metadata });
  const url = created.headers.get('location') ?? '';
  expect(created.status).toBe(201);
  expect(await usageOf(namespaceId)).toMatchObject({ reservedBytes: BigInt(bytes.byteLength) });

  expect((await tus.send(url, 0, bytes.subarray(0, chunk))).headers.get('upload-offset')).toBe(String(chunk));
  await tus.send(url, chunk, bytes.subarray(chunk, 2 * chunk));
  const last = await tus.send(url, 2 * chunk, bytes.subarray(2 * chunk));
  expect([last.status, last.headers.get('vitrine-upload-state')]).toEqual([204, 'done']);

  const upload = await client.uploads.get.query({ id: uploadIdOf(created) });
  expect(upload).toMatchObject({ state: 'done', offsetBytes: bytes.byteLength, duplicateOf: null });
  expect(upload.media).toMatchObject({
    id: last.headers.get('vitrine-media-id'),
    title: 'The lake',
    hash: createHash('sha256').update(bytes).digest('hex'),
    processingStatus: 'ready',
  });
  expect(await usageOf(namespaceId)).toMatchObject({
    usedBytes: BigInt(bytes.byteLength),
    reservedBytes: 0n,
  });
});

test('a connection that is cut loses nothing: the client goes on where the server says', async () => {
  const { tus, key } = await openSite();
  const bytes = new Uint8Array(await (await drawNoise(2000, 1500)).jpeg({ quality: 100 }).toBuffer());
  const created = await tus.create({ sizeBytes: bytes.byteLength, metadata: { filename: 'cut.jpg' } });
  const url = created.headers.get('location') ?? '';
  await new Promise<void>((resolve) => {
    const request = http.request(new URL(url, origin), {
      method: 'PATCH',
      headers: {
        ...key,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': bytes.byteLength,
      },
    });
    request.on('error', () => resolve());
    request.write(bytes.subarray(0, 500_000), () => request.destroy());
  });
  const offset = await expect
    .poll(async () => Number((await tus.head(url)).headers.get('upload-offset')))
    .toBeGreaterThan(0)
    .then(async () => Number((await tus.head(url)).headers.get('upload-offset')));
  expect(offset).toBeLessThanOrEqual(500_000);
  const last = await tus.send(url, offset, bytes.subarray(offset));
  expect(last.headers.get('vitrine-upload-state')).toBe('done');
  const media = await fetch(`${origin}/files/${last.headers.get('vitrine-media-id')}/cut.jpg`);
  expect(new Uint8Array(await media.arrayBuffer())).toEqual(bytes);
});

test('who lost the answer to the last chunk asks, and is told the end', async () => {
  const { tus } = await openSite();
  const bytes = await jpeg();
  const created = await tus.create({ sizeBytes: bytes.byteLength, metadata: { filename: 'a.jpg' } });
  const url = created.headers.get('location') ?? '';
  const last = await tus.send(url, 0, bytes);
  const head = await tus.head(url);
  expect(head.status).toBe(200);
  expect(head.headers.get('upload-offset')).toBe(String(bytes.byteLength));
  expect(head.headers.get('vitrine-media-id')).toBe(last.headers.get('vitrine-media-id'));
});

test('an upload whose process died after its last byte is finished by whoever asks for it', async () => {
  const { tus } = await openSite();
  const bytes = await jpeg();
  const created = await tus.create({ sizeBytes: bytes.byteLength, metadata: { filename: 'a.jpg' } });
  const id = uploadIdOf(created);
  const row = await db.prisma.upload.findUniqueOrThrow({ where: { id } });
  // As a process leaves it that is killed between the last byte and completing.
  const { storage } = server.services;
  const quarantine = parseObjectKey(row.quarantineKey);
  await storage.append(quarantine, bytes, { offsetBytes: 0, maxBytes: bytes.byteLength });
  await storage.finish(quarantine);
  await db.prisma.upload.update({ where: { id }, data: { offsetBytes: bytes.byteLength } });
  const head = await tus.head(`/uploads/${id}`);
  expect(head.headers.get('vitrine-upload-state')).toBe('done');
  expect(await db.prisma.media.count({ where: { id: head.headers.get('vitrine-media-id') ?? '' } })).toBe(1);
});

test('a wrong offset is refused and changes nothing', async () => {
  const { tus } = await openSite();
  const bytes = await jpeg();
  const created = await tus.create({ sizeBytes: bytes.byteLength, metadata: { filename: 'a.jpg' } });
  const url = created.headers.get('location') ?? '';
  expect(await readRefusal(await tus.send(url, 100, bytes.subarray(100)))).toMatchObject({
    status: 409,
    code: 'upload.offset-mismatch',
  });
  expect((await tus.head(url)).headers.get('upload-offset')).toBe('0');
});

test('an upload of another namespace can not be read, continued, finished or ended', async () => {
  const [mine, theirs] = await Promise.all([openSite(), openSite()]);
  const bytes = await jpeg();
  const created = await mine.tus.create({ sizeBytes: bytes.byteLength, metadata: { filename: 'a.jpg' } });
  const url = created.headers.get('location') ?? '';
  await mine.tus.send(url, 0, bytes.subarray(0, 1000));
  for (const response of [
    await theirs.tus.head(url),
    await theirs.tus.send(url, 1000, bytes.subarray(1000)),
    await theirs.tus.remove(url),
  ]) {
    expect(response.status).toBe(404);
  }
  const id = uploadIdOf(created);
  await expect(theirs.client.uploads.get.query({ id })).rejects.toMatchObject({ data: { httpStatus: 404 } });
  await expect(theirs.client.uploads.abort.mutate({ id })).rejects.toMatchObject({
    data: { httpStatus: 404 },
  });
  expect((await mine.tus.head(url)).headers.get('upload-offset')).toBe('1000');
});

test('people of one namespace do not reach into the uploads of each other; an admin does', async () => {
  const site = await openSite();
  const bytes = await jpeg();
  const [ann, bob, admin] = await Promise.all([
    site.signIn('contributor'),
    site.signIn('contributor'),
    site.signIn('admin'),
  ]);
  const created = await createTusTestClient(origin, ann).create({
    sizeBytes: bytes.byteLength,
    metadata: { filename: 'a.jpg' },
  });
  const url = created.headers.get('location') ?? '';
  expect((await createTusTestClient(origin, bob).head(url)).status).toBe(404);
  expect((await createTusTestClient(origin, admin).head(url)).status).toBe(200);
});

test.each([
  ['without a length', { 'upload-defer-length': '1' }, 501],
  ['of no bytes', { 'upload-length': '0' }, 400],
  ['over the cap', { 'upload-length': '104857601' }, 413],
  ['with a field that nobody knows', { 'upload-length': '5', 'upload-metadata': 'owner bWU=' }, 400],
  [
    'with a tag that is too long',
    { 'upload-length': '5', 'upload-metadata': `tags ${btoa('x'.repeat(101))}` },
    400,
  ],
  ['for another namespace', { 'upload-length': '5', 'upload-metadata': 'namespace b3RoZXI=' }, 404],
])('refuses an upload %s and holds nothing for it', async (_what, headers, status) => {
  const { key, namespaceId } = await openSite();
  const response = await fetch(`${origin}/uploads`, {
    method: 'POST',
    headers: { ...key, 'tus-resumable': '1.0.0', ...headers },
  });
  const refusal = await readRefusal(response);
  expect(refusal).toMatchObject({ status });
  if (status === 413) expect(refusal).toMatchObject({ details: { limitBytes: 104_857_600 } });
  expect(await db.prisma.upload.count({ where: { namespaceId } })).toBe(0);
  expect(await usageOf(namespaceId)).toMatchObject({ reservedBytes: 0n });
});

test('bytes that are no picture are refused with the last chunk, and nothing is left but the reason', async () => {
  const { tus, client, namespaceId } = await openSite();
  const created = await tus.create({ sizeBytes: 400, metadata: { filename: 'a.jpg' } });
  const url = created.headers.get('location') ?? '';
  const last = await tus.send(url, 0, new Uint8Array(randomBytes(400)));
  const refusal = await readRefusal(last);
  expect(refusal.status).toBe(415);
  expect(await client.uploads.get.query({ id: uploadIdOf(created) })).toMatchObject({
    state: 'failed',
    media: null,
    error: { code: refusal.code },
  });
  expect(await server.objectsOf(namespaceId)).toEqual([]);
  expect(await usageOf(namespaceId)).toMatchObject({ usedBytes: 0n, reservedBytes: 0n });
  expect((await tus.head(url)).status).toBe(410);
});

test('more bytes than announced are refused', async () => {
  const { tus } = await openSite();
  const bytes = await jpeg();
  const created = await tus.create({ sizeBytes: 1000, metadata: { filename: 'a.jpg' } });
  const url = created.headers.get('location') ?? '';
  expect((await tus.send(url, 0, bytes)).ok).toBe(false);
  expect((await tus.head(url)).headers.get('upload-offset')).toBe('0');
});

test.each(['by the protocol', 'by the API'])('an upload ended %s leaves nothing', async (way) => {
  const { tus, client, namespaceId } = await openSite();
  const bytes = await jpeg();
  const created = await tus.create({ sizeBytes: bytes.byteLength, metadata: { filename: 'a.jpg' } });
  const url = created.headers.get('location') ?? '';
  await tus.send(url, 0, bytes.subarray(0, 5000));
  expect(await server.objectsOf(namespaceId)).toHaveLength(1);
  if (way === 'by the API') await client.uploads.abort.mutate({ id: uploadIdOf(created) });
  else expect((await tus.remove(url)).status).toBe(204);
  expect(await server.objectsOf(namespaceId)).toEqual([]);
  expect(await usageOf(namespaceId)).toMatchObject({ usedBytes: 0n, reservedBytes: 0n });
  expect((await tus.head(url)).ok).toBe(false);
});

test('the same bytes by both doors are one blob', async () => {
  const { tus, key, namespaceId } = await openSite();
  const bytes = await jpeg();
  const first = await readUploaded(await postForm(origin, key, { filename: 'a.jpg', bytes }));
  const last = await tus.upload(bytes, { filename: 'b.jpg' });
  expect(last.headers.get('vitrine-duplicate-of')).toBe(first.id);
  expect(last.headers.get('vitrine-media-id')).toBe(first.id);
  expect(await db.prisma.blob.count({ where: { namespaceId } })).toBe(1);
  expect(await usageOf(namespaceId)).toMatchObject({
    usedBytes: BigInt(bytes.byteLength),
    reservedBytes: 0n,
  });
});

test('what is held for uploads under way counts towards the quota', async () => {
  const { tus } = await openSite({ quotaBytes: 100_000n });
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      tus.create({ sizeBytes: 30_000, metadata: { filename: `${i}.txt` } }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 413, 413, 413, 413, 413]);
});

test('a file over 64 MiB is finished by a job', async () => {
  const { tus, client } = await openSite();
  const bytes = new Uint8Array(65 * 1024 * 1024).fill(0x61);
  const last = await tus.upload(bytes, { filename: 'long.txt', filetype: 'text/plain' });
  expect([last.status, last.headers.get('vitrine-upload-state')]).toEqual([204, 'finishing']);
  await expect
    .poll(async () => (await client.uploads.list.query({}))[0]?.state, { timeout: 15_000 })
    .toBe('done');
  const [upload] = await client.uploads.list.query({});
  expect(upload?.media).toMatchObject({ mimeType: 'text/plain', sizeBytes: bytes.byteLength });
  const where = { type: 'upload.changed', entityIds: { has: upload?.id ?? '' } };
  expect(await db.prisma.outboxEvent.count({ where })).toBe(2);
}, 60_000);

test('browsers of the namespace may read what they need to resume', async () => {
  const site = await openSite({ origins: ['https://cms.example.org'] });
  const preflight = (from: string) =>
    fetch(`${origin}/uploads`, {
      method: 'OPTIONS',
      headers: { origin: from, 'access-control-request-method': 'PATCH' },
    });
  const allowed = await preflight('https://cms.example.org');
  expect(allowed.headers.get('access-control-allow-origin')).toBe('https://cms.example.org');
  expect(allowed.headers.get('access-control-allow-methods')).toContain('PATCH');
  expect(
    (await preflight('https://cms.example.org.evil.example')).headers.has('access-control-allow-origin'),
  ).toBe(false);
  const created = await fetch(`${origin}/uploads`, {
    method: 'POST',
    headers: {
      ...site.key,
      origin: 'https://cms.example.org',
      'tus-resumable': '1.0.0',
      'upload-length': '5',
    },
  });
  expect(created.headers.get('access-control-expose-headers')).toContain('Upload-Offset');
  expect(created.headers.get('access-control-allow-origin')).toBe('https://cms.example.org');
});
