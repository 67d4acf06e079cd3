import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createMediaClient } from '@vitrine/client';
import { unzipSync } from 'fflate';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { openExport } from '../domain/exports/open-export.ts';
import { makeApiKey } from '../domain/identity/make-api-key.ts';
import { createDeliveryLookup } from '../domain/renditions/create-delivery-lookup.ts';
import { drawNoise } from '../processing/draw-fixtures.ts';
import { parseObjectKey } from '../storage/object-keys.ts';
import { postForm, readUploaded } from '../testing/post-form.ts';
import { startTestServer, type TestServerSite } from '../testing/start-test-server.ts';

const server = await startTestServer();
const { origin } = server;
afterAll(() => server[Symbol.asyncDispose]());

const add = async (
  site: TestServerSite,
  filename: string,
  bytes: string | Uint8Array<ArrayBuffer>,
  headers = site.key,
) => readUploaded(await postForm(origin, headers, { filename, bytes }));

async function unpack(url: string): Promise<Record<string, string>> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  const files = unzipSync(await response.bytes());
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
  );
}

/** A client of somebody who signed in. */
const clientOf = ({ authorization }: { authorization: string }) =>
  createMediaClient({
    endpoint: origin,
    getToken: async () => ({
      token: authorization.replace('Bearer ', ''),
      expiresAt: new Date(Date.now() + 600_000).toISOString(),
    }),
  });

test('a selection comes as one file, in order, with the names that it was uploaded with', async () => {
  const site = await server.addSite({ level: 'members' });
  const names = ['Grüße 写真.txt', ...Array.from({ length: 12 }, () => 'notes.txt')];
  const files = [];
  for (const [index, name] of names.entries()) files.push(await add(site, name, `words ${index}`));
  const made = await site.client.media.export.mutate({ ids: files.map(({ id }) => id) });
  expect(made).toMatchObject({
    fileCount: 13,
    sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
  });

  const head = await fetch(made.url, { method: 'HEAD' });
  expect(Object.fromEntries(head.headers)).toMatchObject({
    'cache-control': 'private, no-store',
    'content-disposition': expect.stringMatching(/^attachment; filename=.*\.zip"?$/),
    'content-type': 'application/zip',
    'x-content-type-options': 'nosniff',
  });
  const unpacked = await unpack(made.url);
  expect(unpacked).toMatchObject({
    'Grüße 写真.txt': 'words 0',
    'notes.txt': 'words 1',
    'notes (12).txt': 'words 12',
  });
  expect(Object.keys(unpacked)).toHaveLength(13);
  expect(await site.client.tasks.get.query({ id: made.taskId })).toMatchObject({
    state: 'done',
    done: 13,
    total: 13,
  });
  expect(await unpack(made.url)).toEqual(unpacked);
});

test('a collection comes in its order, under its title', async () => {
  const site = await server.addSite();
  const [first, second] = [await add(site, 'b.txt', 'first'), await add(site, 'a.txt', 'second')];
  const { id } = await site.client.collections.create.mutate({ title: 'Sömmer “26”' });
  await site.client.collections.addItems.mutate({ id, mediaIds: [first.id, second.id] });
  const made = await site.client.collections.export.mutate({ id });
  expect(made).toMatchObject({ filename: 'Sömmer “26”.zip', fileCount: 2 });
  expect(Object.entries(await unpack(made.url))).toEqual([
    ['b.txt', 'first'],
    ['a.txt', 'second'],
  ]);
});

test('holds what the one who asked may see when it is fetched, and nothing else', async () => {
  const site = await server.addSite({ level: 'members' });
  const [seen, levelled, trashed] = [
    await add(site, 'seen.txt', 'seen'),
    await add(site, 'levelled.txt', 'levelled'),
    await add(site, 'trashed.txt', 'trashed'),
  ];
  const secret = await add(site, 'secret.txt', 'secret');
  await site.client.media.update.mutate({ id: secret.id, accessLevel: 'private' });
  const other = await add(await server.addSite(), 'other.txt', 'of another namespace');
  const viewer = await site.signIn('viewer', 'a-viewer');
  const ids = [seen, levelled, trashed, secret, other].map(({ id }) => id);
  const made = await clientOf(viewer).media.export.mutate({ ids });
  expect(made.fileCount).toBe(3);
  await site.client.media.update.mutate({ id: levelled.id, accessLevel: 'staff' });
  await site.client.media.delete.mutate({ ids: [trashed.id] });
  expect(await unpack(made.url)).toEqual({ 'seen.txt': 'seen' });

  await server.db.prisma.membership.updateMany({
    where: { namespaceId: site.namespaceId, user: { subject: 'a-viewer' } },
    data: { removedAt: new Date() },
  });
  expect((await fetch(made.url)).status).toBe(403);
});

test('what stands in the place of a file is packed only for who may see it', async () => {
  const site = await server.addSite();
  const [fine, replaced, standIn] = [
    await add(site, 'fine.txt', 'fine'),
    await add(site, 'replaced.txt', 'as it was'),
    await add(site, 'stand-in.txt', 'for admins'),
  ];
  await site.client.media.replaceEverywhere.mutate({ from: replaced.id, to: standIn.id });
  // No call leaves it so: each is refused.
  await server.db.prisma.media.update({ where: { id: standIn.id }, data: { accessLevel: 'private' } });
  const ids = [fine.id, replaced.id];
  const pack = async (client: typeof site.client) => unpack((await client.media.export.mutate({ ids })).url);
  expect(await pack(clientOf(await site.signIn('viewer')))).toEqual({ 'fine.txt': 'fine' });
  expect(await pack(site.client)).toEqual({ 'fine.txt': 'fine', 'replaced.txt': 'for admins' });
});

test('leaves out and does not count what is outside its rights', async () => {
  const site = await server.addSite();
  const names = ['fine.txt', 'ended.txt', 'early.txt', 'ending.txt'];
  const files = [];
  for (const name of names) files.push(await add(site, name, name));
  const [, ended, early, ending] = files.map(({ id }) => id);
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
  const setRights = (id: string | undefined, data: { rightsStart?: Date; rightsEnd?: Date }) =>
    server.db.prisma.media.update({ where: { id: id ?? '' }, data });
  await setRights(ended, { rightsEnd: inHours(-1) });
  await setRights(early, { rightsStart: inHours(1) });
  const made = await site.client.media.export.mutate({ ids: files.map(({ id }) => id) });
  expect(made.fileCount).toBe(2);
  await setRights(ending, { rightsEnd: inHours(-1) });
  expect(await unpack(made.url)).toEqual({ 'fine.txt': 'fine.txt' });
});

test('ends with the key that it was made with, and with its namespace', async () => {
  const site = await server.addSite();
  const { id } = await add(site, 'a.txt', 'words');
  const { key, ...kept } = await makeApiKey();
  const { namespaceId } = site;
  await server.db.prisma.apiKey.create({ data: { ...kept, namespaceId, name: 'short', role: 'admin' } });
  const client = createMediaClient({ endpoint: origin, apiKey: key });
  const [made, other] = [
    await client.media.export.mutate({ ids: [id] }),
    await site.client.media.export.mutate({ ids: [id] }),
  ];
  const statuses = () => Promise.all([made, other].map(async ({ url }) => (await fetch(url)).status));
  expect(await statuses()).toEqual([200, 200]);
  const expiresAt = new Date(Date.now() - 1000);
  await server.db.prisma.apiKey.update({ where: { id: kept.id }, data: { expiresAt } });
  expect(await statuses()).toEqual([403, 200]);
  await server.db.prisma.namespace.update({ where: { id: namespaceId }, data: { archivedAt: new Date() } });
  expect(await statuses()).toEqual([403, 404]);
});

test('opens with its own grant alone, and not once it is cancelled', async () => {
  const site = await server.addSite();
  const { id } = await add(site, 'a.txt', 'words');
  const [made, other] = [
    await site.client.media.export.mutate({ ids: [id] }),
    await site.client.media.export.mutate({ ids: [id] }),
  ];
  const statusOf = async (url: string) => (await fetch(url)).status;
  expect(await statusOf(made.url.replace(/\?.*/, ''))).toBe(403);
  expect(await statusOf(made.url.replace(made.taskId, other.taskId))).toBe(403);
  await site.client.tasks.cancel.mutate({ id: made.taskId });
  expect(await statusOf(made.url)).toBe(404);
});

test('a file whose bytes vanish meanwhile is named in the archive, which holds the others', async () => {
  const site = await server.addSite();
  const files = [await add(site, 'a.txt', 'kept'), await add(site, 'b.txt', 'lost')];
  const made = await site.client.media.export.mutate({ ids: files.map(({ id }) => id) });
  const lost = await server.db.prisma.blob.findFirstOrThrow({
    where: { namespaceId: site.namespaceId, sha256: files[1]?.hash ?? '' },
  });
  await server.services.storage.delete(parseObjectKey(lost.storageKey));
  expect(await unpack(made.url)).toEqual({
    'a.txt': 'kept',
    'Not included.txt': expect.stringContaining('b.txt'),
  });
});

test('when the client leaves, packing ends; the same link begins anew', async () => {
  const site = await server.addSite();
  const picture = async () =>
    new Uint8Array(await (await drawNoise(1800, 1400)).jpeg({ quality: 100 }).toBuffer());
  const files = [
    await add(site, 'a.jpg', await picture()),
    await add(site, 'b.txt', randomBytes(9).toString('hex')),
  ];
  const made = await site.client.media.export.mutate({ ids: files.map(({ id }) => id) });
  const leaving = new AbortController();
  const { body } = await fetch(made.url, { signal: leaving.signal });
  await body?.getReader().read();
  leaving.abort();
  const stateOf = async () => (await site.client.tasks.get.query({ id: made.taskId })).state;
  await expect.poll(stateOf).toBe('failed');
  expect(Object.keys(await unpack(made.url))).toEqual(['a.jpg', 'b.txt']);
  expect(await stateOf()).toBe('done');
});

test('downloads of one link at the same time let each other be; the last one to end settles the task', async () => {
  const site = await server.addSite();
  const files = [];
  for (const name of ['a', 'b', 'c', 'd'])
    files.push(await add(site, `${name}.txt`, randomBytes(400_000).toString('hex')));
  const { taskId } = await site.client.media.export.mutate({ ids: files.map(({ id }) => id) });
  const stateOf = async () => (await site.client.tasks.get.query({ id: taskId })).state;
  const lookup = createDeliveryLookup(server.services);
  onTestFinished(() => lookup.close());
  const download = async () =>
    (await openExport(server.services, lookup, { taskId, requestId: 'a-request' })).read();

  const slow = await download();
  const chunks: Uint8Array[] = [];
  const rest = slow.iterator();
  chunks.push((await rest.next()).value);
  const whole = Buffer.concat(await (await download()).toArray());
  await expect.poll(stateOf).toBe('running');
  const leaving = await download();
  await leaving.iterator({ destroyOnReturn: false }).next();
  leaving.destroy();
  await once(leaving, 'close');
  await expect.poll(stateOf).toBe('running');
  for await (const chunk of rest) chunks.push(chunk);
  expect(Object.keys(unzipSync(Buffer.concat(chunks)))).toEqual(['a.txt', 'b.txt', 'c.txt', 'd.txt']);
  expect(Buffer.concat(chunks).byteLength).toBe(whole.byteLength);
  expect(await stateOf()).toBe('done');
});
