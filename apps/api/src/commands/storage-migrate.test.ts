import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { filesUnder } from '../storage/durable-files.ts';
import { isObjectKey } from '../storage/object-keys.ts';
import { createTestDatabase } from '../testing/create-test-database.ts';
import { postForm, readUploaded } from '../testing/post-form.ts';
import { serveTestDatabase } from '../testing/serve-test-database.ts';
import { spawnCommand } from '../testing/spawn-command.ts';
import { startFaultProxy } from '../testing/start-fault-proxy.ts';
import { makeBucket, startS3Server } from '../testing/start-s3-server.ts';
import { createTusTestClient } from '../testing/tus-client.ts';

const s3 = await startS3Server();
const proxy = await startFaultProxy(s3.endpoint);
const dataDir = await mkdtemp(path.join(tmpdir(), 'vitrine-migrate-'));
afterAll(async () => {
  proxy.close();
  await s3.close();
  await rm(dataDir, { recursive: true });
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const hexText = (bytes: number) => new Uint8Array(Buffer.from(randomBytes(bytes / 2).toString('hex')));
const writtenKeys = () =>
  proxy.seen
    .filter((line) => line.startsWith('PUT '))
    .map((line) => /([0-9a-f-]{36}\/[a-z]+\/[0-9a-f-]{36})/.exec(line)?.[1] ?? '')
    .filter(isObjectKey);

test('moves the files of a library that runs, through a kill, and loses none that came meanwhile', async () => {
  const database = await createTestDatabase();
  const { bucket } = await makeBucket(s3.endpoint, { temporaryDir: dataDir });
  const variables = {
    DATA_DIR: dataDir,
    AWS_STORAGE_BUCKET_NAME: bucket,
    AWS_S3_ENDPOINT_URL: proxy.endpoint,
    AWS_ACCESS_KEY_ID: 'vitrine',
    AWS_SECRET_ACCESS_KEY: 'vitrine-secret',
  };
  const server = await serveTestDatabase(database, variables);
  const site = await server.addSite();
  const uploaded = new Map<string, string>();
  const upload = async () => {
    const bytes = hexText(20_000);
    const send = () => postForm(server.origin, site.key, { filename: 'note.txt', bytes });
    let answer = await send();
    // While it changes over, whoever has waited too long is asked to try again.
    while (answer.status === 503) answer = await send();
    uploaded.set((await readUploaded(answer)).url, sha256(bytes));
  };
  for (let count = 0; count < 12; count++) await upload();

  // Half of an upload, which goes on when the files are elsewhere.
  const tus = createTusTestClient(server.origin, site.key);
  const long = hexText(9_000_000);
  const begun = await tus.create({ sizeBytes: long.byteLength, metadata: { filename: 'long.txt' } });
  const uploadUrl = begun.headers.get('location') ?? '';
  expect((await tus.send(uploadUrl, 0, long.subarray(0, 4_000_000))).status).toBe(204);

  const migrate = () =>
    spawnCommand(['storage', 'migrate', '--from', 'local', '--to', 's3'], {
      ...variables,
      DATABASE_URL: database.url,
    });
  const killed = migrate();
  proxy.breakWhere(() => {
    if (writtenKeys().length >= 6) killed.child.kill('SIGKILL');
    return null;
  });
  expect((await killed.ended).code).toBeNull();
  expect(server.services.storage.name).toBe('local');

  proxy.breakWhere(() => null);
  const again = migrate();
  let isOver = false;
  const uploading = (async () => {
    while (!isOver) await upload();
  })();
  const { code, printed } = await again.ended;
  isOver = true;
  await uploading;
  expect(printed).toContain('Vitrine uses the bucket from now on.');
  expect(code).toBe(0);
  // What had arrived before the kill was not sent again: at most those that were on their way.
  const sentAgain = writtenKeys();
  expect(new Set(sentAgain).size).toBe(sentAgain.length);
  expect(uploaded.size).toBeGreaterThan(12);

  await upload();
  expect(server.services.storage.name).toBe('s3');
  const offset = Number((await tus.head(uploadUrl)).headers.get('upload-offset'));
  expect(offset).toBe(4_000_000);
  expect((await tus.send(uploadUrl, offset, long.subarray(offset))).status).toBe(204);

  // Only the bucket can answer from here on.
  for (const name of await readdir(path.join(dataDir, 'files'))) {
    if (name !== 'moved.json') await rm(path.join(dataDir, 'files', name), { recursive: true });
  }
  for (const [url, hash] of uploaded) {
    const answer = await fetch(url);
    expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(hash);
  }
  const blobs = await database.db.prisma.blob.findMany({ where: { namespaceId: site.namespaceId } });
  expect(blobs.map((blob) => blob.sha256)).toContain(sha256(long));
  for (const blob of blobs)
    expect(await server.services.storage.head(blob.storageKey as never)).not.toBeNull();
  await server.services.storage.checkHealth();

  const later = await spawnCommand(['storage', 'migrate', '--from', 'local', '--to', 's3'], variables).ended;
  expect(later).toMatchObject({ code: 0, printed: expect.stringContaining(`in the bucket ${bucket} since`) });
  for await (const file of filesUnder(path.join(dataDir, 'files'))) expect(file).toMatch(/moved\.json$/);
  await server[Symbol.asyncDispose]();
}, 120_000);

test('says what it did not understand, and ends with 2', async () => {
  const variables = { DATA_DIR: dataDir };
  const [unknown, wrong, help] = await Promise.all([
    spawnCommand(['storage', 'melt'], variables).ended,
    spawnCommand(['storage', 'migrate', '--from', 's3'], variables).ended,
    spawnCommand(['storage', 'migrate', '--help'], variables).ended,
  ]);
  expect(unknown).toMatchObject({ code: 2, printed: expect.stringContaining('there is no command') });
  expect(wrong).toMatchObject({ code: 2, printed: expect.stringContaining('--from local --to s3') });
  expect(help).toMatchObject({ code: 0, printed: expect.stringContaining('--accept-damage') });
});
