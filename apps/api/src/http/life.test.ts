import { afterAll, expect, test } from 'vitest';
import { drawNoise } from '../processing/draw-fixtures.ts';
import { postForm, readUploaded } from '../testing/post-form.ts';
import { startTestServer, type TestServerSite } from '../testing/start-test-server.ts';
import { createTusTestClient } from '../testing/tus-client.ts';

const server = await startTestServer();
const { origin } = server;
afterAll(() => server[Symbol.asyncDispose]());

const jpeg = async () => new Uint8Array(await (await drawNoise(200, 150)).jpeg().toBuffer());
const add = async (site: TestServerSite, fields: Record<string, string> = {}, filename = 'Pic.jpg') =>
  readUploaded(await postForm(origin, site.key, { filename, bytes: await jpeg() }, fields));
const statusOf = async (url: string | undefined) => (await fetch(url ?? '')).status;
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const served = async (url: string) => textOf(new Uint8Array(await (await fetch(url)).arrayBuffer()));
const second = { timeout: 1000, interval: 25 };

test('a file in the trash is not served any more within a second, nor its thumbnails; restored it is', async () => {
  const site = await server.addSite();
  const { id, url, thumbnails } = await add(site);
  const all = [url, thumbnails.small?.url];
  const statuses = () => Promise.all(all.map(statusOf));
  expect(await statuses()).toEqual([200, 200]);
  await site.client.media.delete.mutate({ ids: [id] });
  await expect.poll(statuses, second).toEqual([404, 404]);
  await site.client.media.restore.mutate({ ids: [id] });
  await expect.poll(statuses, second).toEqual([200, 200]);
});

test('a file deleted by force is served for as long as content uses it, and not for a second more', async () => {
  const site = await server.addSite();
  const { id, url } = await add(site);
  const content = { type: 'page', id: 'p1' };
  await site.client.references.add.mutate({ mediaId: id, content });
  expect((await site.client.media.delete.mutate({ ids: [id] })).failed).toMatchObject([
    { code: 'media.in-use' },
  ]);
  await site.client.media.delete.mutate({ ids: [id], force: true, reason: 'a withdrawn consent' });
  expect(await statusOf(url)).toBe(200);
  await site.client.references.remove.mutate({ mediaId: id, content });
  await expect.poll(() => statusOf(url), second).toBe(404);
});

test('a purged file is not served, whatever used it', async () => {
  const site = await server.addSite();
  const { id, url } = await add(site);
  await site.client.references.add.mutate({ mediaId: id, content: { type: 'page', id: 'p1' } });
  const { taskId } = await site.client.media.purge.mutate({
    ids: [id],
    force: true,
    reason: 'a person asked',
  });
  await expect.poll(() => statusOf(url), second).toBe(404);
  const isDone = async () => (await site.client.tasks.get.query({ id: taskId as never })).state;
  await expect.poll(isDone, { timeout: 20_000 }).toBe('done');
  expect(await server.objectsOf(site.namespaceId)).toEqual([]);
});

test('twelve files of one name at once have twelve names', async () => {
  const site = await server.addSite();
  const files = await Promise.all(Array.from({ length: 12 }, () => add(site, {}, 'Hero.jpg')));
  const slugs = files.map(({ slug }) => slug);
  const numbered = Array.from({ length: 11 }, (_, n) => `hero-${n + 2}`);
  expect(slugs.toSorted()).toEqual(['hero', ...numbered].toSorted());
  expect(new Set(files.map(({ url }) => url)).size).toBe(12);
});

test('a file replaced through any door is served under the URL it had, the old one under its version', async () => {
  const site = await server.addSite();
  const first = await add(site);
  const before = await served(first.url);
  const [bytes, more] = [await jpeg(), await jpeg()];
  const fields = { replaces: first.id, note: 'Sharper' };
  const replaced = await readUploaded(await postForm(origin, site.key, { filename: 'b.jpg', bytes }, fields));
  expect(replaced).toMatchObject({
    id: first.id,
    url: first.url,
    title: first.title,
    version: 2,
    duplicateOf: null,
  });
  await expect.poll(() => served(first.url), second).toBe(textOf(bytes));

  const tus = createTusTestClient(origin, site.key);
  const sent = await tus.upload(more, { filename: 'c.jpg', replaces: first.id });
  expect(sent.headers.get('vitrine-media-id')).toBe(first.id);
  await expect.poll(() => served(first.url), second).toBe(textOf(more));
  const versions = await site.client.media.versions.list.query({ id: first.id });
  expect(versions.map(({ number, note }) => [number, note])).toEqual([
    [3, ''],
    [2, 'Sharper'],
    [1, ''],
  ]);
  expect(await served(versions[2]?.url ?? '')).toBe(before);
  expect(await statusOf(versions[2]?.thumbnail?.url)).toBe(200);

  const refused = await postForm(origin, site.key, { filename: 'a.txt', bytes: 'words' }, fields);
  expect(refused.status).toBe(415);
  const stranger = await server.addSite();
  expect((await postForm(origin, stranger.key, { filename: 'b.jpg', bytes }, fields)).status).toBe(404);
  expect(await served(first.url)).toBe(textOf(more));
});

test('outside of its rights a file is not served, and no cache keeps it past their end', async () => {
  const site = await server.addSite();
  const { id, url, thumbnails } = await add(site);
  const hour = 3_600_000;
  const set = (rightsStart: number | null, rightsEnd: number | null) => {
    const at = (from: number | null) => (from === null ? null : new Date(Date.now() + from).toISOString());
    return site.client.media.update.mutate({ id, rightsStart: at(rightsStart), rightsEnd: at(rightsEnd) });
  };
  await set(null, -hour);
  await expect.poll(() => statusOf(url), second).toBe(404);
  await set(hour, null);
  expect(await statusOf(url)).toBe(404);
  await set(-hour, 100_000);
  const small = thumbnails.small?.url ?? '';
  await expect.poll(() => statusOf(small), second).toBe(200);
  const [, seconds] = /max-age=(\d+)/.exec((await fetch(small)).headers.get('cache-control') ?? '') ?? [];
  expect(Number(seconds)).toBeLessThanOrEqual(100);
});

test('a file that waits for its approval opens to members alone', async () => {
  const site = await server.addSite();
  await site.client.namespaces.update.mutate({
    id: site.namespaceId as never,
    settings: { review: { of: 'everybody' } },
  });
  await expect.poll(async () => (await add(site)).reviewStatus, { timeout: 5000 }).toBe('pending');
  const { id, url, thumbnails } = await add(site);
  const [bare = ''] = url.split('?');
  expect(await Promise.all([url, thumbnails.small?.url, bare].map(statusOf))).toEqual([200, 200, 404]);
  await site.client.media.approve.mutate({ ids: [id] });
  await expect.poll(() => statusOf(bare), second).toBe(200);
  await site.client.media.reject.mutate({ ids: [id], reason: 'Not ours' });
  await expect.poll(() => statusOf(bare), second).toBe(404);
});
