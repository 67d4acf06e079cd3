import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeApiKey } from '../domain/identity/make-api-key.ts';
import { addNamespace } from '../testing/add-namespace.ts';
import { createTestDatabase } from '../testing/create-test-database.ts';
import { postForm, readRefusal, readUploaded } from '../testing/post-form.ts';
import { spawnVitrine } from '../testing/spawn-vitrine.ts';
import { createTusTestClient } from '../testing/tus-client.ts';

/** Runs what follows it with a disk of 2 MiB of its own at the first word; nobody else sees it. */
const onSmallDisk = (directory: string) => [
  'unshare',
  '-rm',
  'sh',
  '-c',
  'mount -t tmpfs -o size=2m vitrine "$0" && exec "$@"',
  directory,
];
const hexText = (bytes: number) => new Uint8Array(Buffer.from(randomBytes(bytes / 2).toString('hex')));

test('a full disk answers 507, keeps no part of the file, and takes the next one that fits', async ({
  skip,
}) => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'vitrine-full-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const files = path.join(dataDir, 'files');
  await mkdir(files);
  const [program, ...words] = [...onSmallDisk(files), 'true'];
  if (spawnSync(program, words).status !== 0) skip('this system lets nobody mount a disk');

  await using database = await createTestDatabase();
  const variables = { DATABASE_URL: database.url, DATA_DIR: dataDir, PORT: '0' };
  const server = await spawnVitrine(variables, onSmallDisk(files));
  onTestFinished(async () => void (await server.stop()));
  const { id: namespaceId } = await addNamespace(database.db);
  const { key, ...kept } = await makeApiKey();
  await database.db.prisma.apiKey.create({ data: { ...kept, namespaceId, name: 'test', role: 'admin' } });
  const headers = { authorization: `Bearer ${key}` };
  const post = (bytes: Uint8Array<ArrayBuffer>) =>
    postForm(server.origin, headers, { filename: 'log.txt', bytes });
  const tooMuch = hexText(3_000_000);

  const refused = { status: 507, code: 'storage.full' };
  expect(await readRefusal(await post(tooMuch))).toMatchObject(refused);

  const tus = createTusTestClient(server.origin, headers);
  const begun = await tus.create({ sizeBytes: tooMuch.byteLength, metadata: { filename: 'log.txt' } });
  const url = begun.headers.get('location') ?? '';
  expect((await tus.send(url, 0, tooMuch)).status).toBe(507);
  expect((await tus.head(url)).headers.get('upload-offset')).toBe('0');

  expect(await database.db.prisma.media.count()).toBe(0);
  // Any part of the two would stand in its way: the disk has 2 MiB.
  const fits = hexText(1_800_000);
  const media = await readUploaded(await post(fits));
  const shown = await fetch(media.url);
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  expect(hash(new Uint8Array(await shown.arrayBuffer()))).toBe(hash(fits));

  expect(await readRefusal(await post(hexText(400_000)))).toMatchObject(refused);
  const { usedBytes, reservedBytes } = await database.db.prisma.namespaceUsage.findUniqueOrThrow({
    where: { namespaceId },
  });
  expect([usedBytes, reservedBytes]).toEqual([BigInt(fits.byteLength), BigInt(tooMuch.byteLength)]);
  expect((await tus.remove(url)).status).toBe(204);
}, 120_000);
