import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMediaClient } from '@vitrine/client';
import sharp from 'sharp';
import { afterAll, afterEach, expect, test } from 'vitest';
import { makeApiKey } from './domain/identity/make-api-key.ts';
import { addNamespace } from './testing/add-namespace.ts';
import { createTestDatabase } from './testing/create-test-database.ts';
import { type SpawnedVitrine, spawnVitrine } from './testing/spawn-vitrine.ts';
import { createTusTestClient, uploadIdOf } from './testing/tus-client.ts';

const database = await createTestDatabase();
const directory = await mkdtemp(path.join(tmpdir(), 'vitrine-kill-'));
const { db } = database;
const running: SpawnedVitrine[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

async function start(): Promise<SpawnedVitrine> {
  const server = await spawnVitrine({ DATABASE_URL: database.url, DATA_DIR: directory, PORT: '0' });
  running.push(server);
  return server;
}

async function addKey(): Promise<{ key: string; namespaceId: string }> {
  const { id: namespaceId } = await addNamespace(db);
  const { key, ...kept } = await makeApiKey();
  await db.prisma.apiKey.create({ data: { ...kept, namespaceId, name: 'test', role: 'admin' } });
  return { key, namespaceId };
}

const tusOf = (origin: string, key: string) =>
  createTusTestClient(origin, { authorization: `Bearer ${key}` });

test('a process that is killed in the middle of an upload loses no byte that it acknowledged', async () => {
  const { key, namespaceId } = await addKey();
  const first = await start();
  const bytes = new Uint8Array(20 * 1024 * 1024).fill(0x62);
  bytes.set(Buffer.from(randomBytes(64).toString('hex')));
  const chunk = 8 * 1024 * 1024;
  const before = tusOf(first.origin, key);
  const created = await before.create({ sizeBytes: bytes.byteLength, metadata: { filename: 'log.txt' } });
  const url = new URL(created.headers.get('location') ?? '', first.origin).pathname;
  await before.send(url, 0, bytes.subarray(0, chunk));
  const unfinished = before.send(url, chunk, bytes.subarray(chunk, 2 * chunk));
  await Promise.all([expect(unfinished).rejects.toThrow(), first.kill()]);

  const second = await start();
  const after = tusOf(second.origin, key);
  const offset = Number((await after.head(url)).headers.get('upload-offset'));
  expect(offset).toBeGreaterThanOrEqual(chunk);
  for (let at = offset; at < bytes.byteLength; at += chunk) {
    expect((await after.send(url, at, bytes.subarray(at, at + chunk))).status).toBe(204);
  }
  const blobs = await db.prisma.blob.findMany({ where: { namespaceId } });
  expect(blobs.map(({ sha256 }) => sha256)).toEqual([createHash('sha256').update(bytes).digest('hex')]);
}, 120_000);

test('a job whose process is killed is done by the next one within a minute', async () => {
  const { key, namespaceId } = await addKey();
  const first = await start();
  const side = 4900;
  const noise = randomBytes(side * side * 3);
  const bytes = new Uint8Array(
    await sharp(noise, { raw: { width: side, height: side, channels: 3 } })
      .png({ compressionLevel: 0 })
      .toBuffer(),
  );
  expect(bytes.byteLength).toBeGreaterThan(64 * 1024 * 1024);
  const tus = tusOf(first.origin, key);
  const created = await tus.create({ sizeBytes: bytes.byteLength, metadata: { filename: 'noise.png' } });
  const url = created.headers.get('location') ?? '';
  for (let at = 0; at < bytes.byteLength; at += 8 * 1024 * 1024) {
    await tus.send(url, at, bytes.subarray(at, at + 8 * 1024 * 1024));
  }
  const lockedJobs = async () => {
    const { rows } = await db.pool.query(
      "select from graphile_worker.jobs where task_identifier = 'process-uploaded-file' and locked_at is not null",
    );
    return rows.length;
  };
  await expect.poll(lockedJobs, { timeout: 10_000, interval: 5 }).toBe(1);
  await first.kill();
  const killedAt = performance.now();
  expect(await db.prisma.media.count({ where: { namespaceId } })).toBe(0);

  const second = await start();
  const client = createMediaClient({ endpoint: second.origin, apiKey: key });
  await expect
    .poll(async () => (await client.uploads.get.query({ id: uploadIdOf(created) })).state, {
      timeout: 60_000,
      interval: 200,
    })
    .toBe('done');
  expect(performance.now() - killedAt).toBeLessThan(60_000);
  expect(await db.prisma.media.count({ where: { namespaceId } })).toBe(1);
  expect(await db.prisma.blob.count({ where: { namespaceId } })).toBe(1);
}, 180_000);

test('told to stop, it ends in order', async () => {
  const server = await start();
  expect((await fetch(`${server.origin}/health`)).status).toBe(200);
  expect(await server.stop()).toBe(0);
}, 60_000);
