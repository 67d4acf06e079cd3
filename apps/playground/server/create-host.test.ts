import { randomUUID } from 'node:crypto';
import { uploadFile } from '@vitrine/client';
import type { MediaFile } from '@vitrine/schema';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
// Says what the set-up of the run provides.
import type {} from '../../api/src/testing/global-setup.ts';
import { startTestServer, type TestServerSite } from '../../api/src/testing/start-test-server.ts';
import { createHost, type Host } from './create-host.ts';
import type { PageInput } from './page.ts';

const server = await startTestServer();
const hosts: Host[] = [];
afterAll(async () => {
  await Promise.all(hosts.map((host) => host.close()));
  await server[Symbol.asyncDispose]();
});

const keyOf = ({ key }: TestServerSite) => key.authorization.replace('Bearer ', '');

async function openHost(): Promise<{ host: Host; site: TestServerSite }> {
  const site = await server.addSite();
  const host = await createHost({
    databaseUrl: server.db.url,
    vitrineUrl: server.origin,
    apiKey: keyOf(site),
  });
  hosts.push(host);
  return { host, site };
}

async function upload(site: TestServerSite): Promise<MediaFile> {
  const [red = 0, green = 0, blue = 0] = crypto.getRandomValues(new Uint8Array(3));
  const background = { r: red, g: green, b: blue };
  const bytes = await sharp({ create: { width: 320, height: 180, channels: 3, background } })
    .png()
    .toBuffer();
  return uploadFile({
    endpoint: server.origin,
    apiKey: keyOf(site),
    file: new File([new Uint8Array(bytes)], 'hero.png', { type: 'image/png' }),
  });
}

const pageWith = (media: MediaFile | null): PageInput => ({
  title: 'A page',
  state: 'published',
  featuredImage: media && { mediaId: media.id, alt: 'A colour' },
  blocks: [],
});

const put = (host: Host, id: string, page: unknown) =>
  host.app.request(`/api/pages/${id}`, {
    method: 'PUT',
    body: JSON.stringify(page),
    headers: { 'content-type': 'application/json' },
  });

test('a page that needs a picture keeps it: deleting is refused, and every byte is still there', async () => {
  const { host, site } = await openHost();
  const media = await upload(site);
  const id = randomUUID();
  expect((await put(host, id, pageWith(media))).status).toBe(200);

  const refused = await site.client.media.delete.mutate({ ids: [media.id] });
  expect(refused).toMatchObject({ succeeded: [], failed: [{ id: media.id, code: 'media.in-use' }] });
  expect(refused.failed[0]?.details).toMatchObject({ usedIn: [{ title: 'A page', url: `/pages/${id}` }] });
  const bytes = await (await fetch(media.url)).arrayBuffer();
  expect(bytes.byteLength).toBe(media.sizeBytes);

  expect((await put(host, id, pageWith(null))).status).toBe(200);
  const allowed = await site.client.media.delete.mutate({ ids: [media.id] });
  expect(allowed.succeeded).toEqual([media.id]);
});

test('a page is not saved with a file that lies in the trash', async () => {
  const { host, site } = await openHost();
  const media = await upload(site);
  await site.client.media.delete.mutate({ ids: [media.id] });
  const id = randomUUID();
  const answer = await put(host, id, pageWith(media));
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(await answer.json()).toMatchObject({ message: expect.any(String) });
  expect((await host.app.request(`/api/pages/${id}`)).status).toBe(404);
});

test('a deleted page holds nothing any more', async () => {
  const { host, site } = await openHost();
  const media = await upload(site);
  const id = randomUUID();
  await put(host, id, pageWith(media));
  expect((await host.app.request(`/api/pages/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await site.client.media.usage.query({ id: media.id })).referenceCount).toBe(0);
});

test('a draft that is published holds its pictures once', async () => {
  const { host, site } = await openHost();
  const media = await upload(site);
  const id = randomUUID();
  await put(host, id, { ...pageWith(media), state: 'draft' });
  await put(host, id, pageWith(media));
  const usage = await site.client.media.usage.query({ id: media.id });
  expect(usage.usedIn.map(({ state }) => state)).toEqual(['published']);
});

test('a page with a picture that nobody described is refused, with the sentence for the editor', async () => {
  const { host, site } = await openHost();
  const media = await upload(site);
  const answer = await put(host, randomUUID(), { ...pageWith(null), featuredImage: { mediaId: media.id } });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ message: 'Describe the picture, or mark it as decorative.' });
});

test('a widget with a config that is none of its kind is refused', async () => {
  const { host } = await openHost();
  const blocks = [{ id: randomUUID(), type: 'gallery', config: { columns: 'many' } }];
  expect((await put(host, randomUUID(), { ...pageWith(null), blocks })).status).toBe(400);
});

test('gives browsers tokens that Vitrine takes, and never the key', async () => {
  const { host, site } = await openHost();
  const answer = await host.app.request('/api/vitrine-token', { method: 'POST' });
  const text = await answer.text();
  expect(text).not.toContain(keyOf(site));
  const { token }: { token: string } = JSON.parse(text);
  const me = await fetch(`${server.origin}/trpc/session.me`, {
    method: 'POST',
    body: '{}',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  expect(await me.json()).toMatchObject({
    result: { data: { user: { displayName: 'Demo editor' }, role: 'admin' } },
  });
});
