import { createHash } from 'node:crypto';
import { afterAll, expect, test, vi } from 'vitest';
import { drawNoise } from '../processing/draw-fixtures.ts';
import { objectKey, parseObjectKey } from '../storage/object-keys.ts';
import { postForm, readUploaded } from '../testing/post-form.ts';
import { startTestServer } from '../testing/start-test-server.ts';

const server = await startTestServer();
const { origin } = server;
afterAll(() => server[Symbol.asyncDispose]());

/** Without what is different in every answer, whoever gives it: a grant has a second less to live. */
function comparable(response: Response) {
  const headers = Object.fromEntries(response.headers);
  for (const name of ['date', 'x-request-id']) delete headers[name];
  const kept = headers['cache-control']?.replace(/^private, max-age=\d+/, 'private, max-age=…');
  return { status: response.status, headers: { ...headers, 'cache-control': kept } };
}

async function answerOf(url: string, init: RequestInit) {
  const response = await fetch(url, init);
  const body = Buffer.from(await response.arrayBuffer());
  return { ...comparable(response), sha256: createHash('sha256').update(body).digest('hex') };
}

test('a file that is known is answered exactly as one that has to be looked for', async () => {
  const site = await server.addSite({ level: 'members' });
  const bytes = new Uint8Array(await (await drawNoise(700, 500)).jpeg({ quality: 100 }).toBuffer());
  const media = await readUploaded(await postForm(origin, site.key, { filename: 'Ünïcode.jpg', bytes }));
  const { url: thumbnail = '' } = media.thumbnails.medium ?? {};
  const urls = [media.url, thumbnail, thumbnail.replace('/medium/', '/w_480/').replace('.webp', '.auto')];
  const requests: RequestInit[] = [
    {},
    { headers: { accept: 'image/avif,image/webp' } },
    { method: 'HEAD' },
    { headers: { range: 'bytes=5-99' } },
    { headers: { range: 'bytes=99999999-' } },
    { headers: { 'if-none-match': `"${media.hash}"` } },
    { headers: { 'if-modified-since': new Date(Date.now() + 60_000).toUTCString() } },
  ];
  for (const url of urls) {
    for (const request of requests) {
      // An origin that is not allowed takes the long way, and gets nothing more.
      const long = { ...request, headers: { ...request.headers, origin: 'https://elsewhere.example' } };
      const expected = await answerOf(url, long);
      expect(await answerOf(url, request)).toEqual(expected);
    }
  }
});

test('an answer of a known file carries the request id that came with the question', async () => {
  const site = await server.addSite();
  const media = await readUploaded(await postForm(origin, site.key, { filename: 'a.txt', bytes: 'words' }));
  const ask = async (id: string) =>
    (await fetch(media.url, { headers: { 'x-request-id': id } })).headers.get('x-request-id');
  await ask('first-of-all');
  expect(await ask('given-by-a-proxy')).toBe('given-by-a-proxy');
  expect(await ask('<script>')).toMatch(/^[\w-]{36}$/);
});

test('a file that is known costs no question to the database', async () => {
  const site = await server.addSite({ level: 'members' });
  const bytes = new Uint8Array(await (await drawNoise(400, 300)).jpeg().toBuffer());
  const media = await readUploaded(await postForm(origin, site.key, { filename: 'a.jpg', bytes }));
  const urls = [media.url, media.thumbnails.small?.url ?? ''];
  const ask = async () => {
    for (const url of urls) await (await fetch(url)).arrayBuffer();
  };
  // The worker has done what follows an upload, and its events are heard.
  await expect
    .poll(() => server.services.events.liveGeneration(), { timeout: 5000, interval: 50 })
    .not.toBeNull();
  await ask();
  const query = vi.spyOn(server.services.db.pool, 'query');
  for (let times = 0; times < 20; times++) await ask();
  const texts = query.mock.calls.map(([asked]) => JSON.stringify(asked));
  query.mockRestore();
  expect(texts.filter((text) => text.includes('find-deliverable'))).toEqual([]);
});

test('a thumbnail that was made anew is found, also of a file that heard nothing of it', async () => {
  const site = await server.addSite();
  const bytes = new Uint8Array(await (await drawNoise(400, 300)).jpeg().toBuffer());
  const media = await readUploaded(await postForm(origin, site.key, { filename: 'a.jpg', bytes }));
  const url = media.thumbnails.small?.url ?? '';
  expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
  const { db, storage, newId } = server.services;
  const row = await db.prisma.rendition.findFirstOrThrow({
    where: { namespaceId: site.namespaceId, preset: 'small' },
  });
  const old = parseObjectKey(row.storageKey);
  const fresh = objectKey({ namespaceId: site.namespaceId, purpose: 'rendition', id: newId() });
  await storage.copy(old, fresh);
  await db.prisma.rendition.update({ where: { id: row.id }, data: { storageKey: fresh } });
  await storage.delete(old);
  const answer = await fetch(url);
  expect([answer.status, answer.headers.get('etag')]).toEqual([200, `"${fresh.slice(-36)}"`]);
});
