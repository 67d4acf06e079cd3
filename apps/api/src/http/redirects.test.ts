import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { drawNoise } from '../processing/draw-fixtures.ts';
import { postForm, readUploaded } from '../testing/post-form.ts';
import { makeBucket, s3TestCredentials, startS3Server } from '../testing/start-s3-server.ts';
import { startTestServer, type TestServerSite } from '../testing/start-test-server.ts';

const s3 = await startS3Server();
const temporaryDir = await mkdtemp(path.join(tmpdir(), 'vitrine-s3-'));
const { bucket } = await makeBucket(s3.endpoint, { temporaryDir });
const server = await startTestServer({
  STORAGE_DRIVER: 's3',
  AWS_STORAGE_BUCKET_NAME: bucket,
  AWS_S3_ENDPOINT_URL: s3.endpoint,
  AWS_ACCESS_KEY_ID: s3TestCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: s3TestCredentials.secretAccessKey,
  AWS_S3_CUSTOM_DOMAIN: 'cdn.example.org',
  FILE_DELIVERY: 'redirect',
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await s3.close();
  await rm(temporaryDir, { recursive: true });
});

async function add(site: TestServerSite, filename: string, content: string | Uint8Array<ArrayBuffer>) {
  return readUploaded(await postForm(server.origin, site.key, { filename, bytes: content }));
}
const drawJpeg = async () => new Uint8Array(await (await drawNoise(400, 300)).jpeg().toBuffer());
const ask = (url: string, init: RequestInit = {}) => fetch(url, { ...init, redirect: 'manual' });

test('what anyone may see is fetched from the CDN, by an address that stays the same', async () => {
  const site = await server.addSite();
  const media = await add(site, 'a.jpg', await drawJpeg());
  const answers = [await ask(media.url), await ask(media.url)];
  const [first, second] = answers.map(({ headers }) => headers.get('location'));
  expect(first).toMatch(
    new RegExp(`^https://cdn\\.example\\.org/${site.namespaceId}/original/[0-9a-f-]{36}$`),
  );
  expect(second).toBe(first);
  expect(answers.map(({ status }) => status)).toEqual([302, 302]);
  expect(answers[0]?.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
});

test('what not everyone may see is fetched from the bucket, by an address of a minute that no cache keeps', async () => {
  const site = await server.addSite({ level: 'members' });
  const bytes = await drawJpeg();
  const media = await add(site, 'näme "x".jpg', bytes);
  const answer = await ask(media.url);
  const location = new URL(answer.headers.get('location') ?? '');
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([302, 'private, no-store']);
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(location.origin).toBe(s3.endpoint);
  expect(Number(location.searchParams.get('X-Amz-Expires'))).toBeLessThanOrEqual(60);
  expect(location.searchParams.get('response-content-type')).toBe('image/jpeg');
  const followed = await fetch(media.url, { headers: { range: 'bytes=3-12' } });
  expect(followed.status).toBe(206);
  expect(new Uint8Array(await followed.arrayBuffer())).toEqual(bytes.subarray(3, 13));

  const url = new URL(media.url);
  url.search = '';
  expect((await ask(url.href)).status).toBe(404);
});

test('a download is signed with its name, also of a public file: a CDN knows none', async () => {
  const media = await add(await server.addSite(), 'a.jpg', await drawJpeg());
  const answer = await ask(`${media.url}?download=1`);
  const location = new URL(answer.headers.get('location') ?? '');
  expect(location.searchParams.get('response-content-disposition')).toBe('attachment; filename=a.jpg');
});

test('the server itself sends what needs a sandbox, what a script asks for, HEAD and thumbnails', async () => {
  const site = await server.addSite();
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
  const drawing = await ask((await add(site, 'a.svg', svg)).url);
  expect([drawing.status, await drawing.text()]).toEqual([200, svg]);
  expect(drawing.headers.get('content-security-policy')).toContain('sandbox');

  const media = await add(site, 'a.jpg', await drawJpeg());
  const scripted = await ask(media.url, { headers: { origin: 'https://cms.example' } });
  const head = await ask(media.url, { method: 'HEAD' });
  const known = await ask(media.url, { headers: { 'if-none-match': `"${media.hash}"` } });
  const thumbnail = await ask(media.thumbnails.small?.url ?? '');
  expect([scripted.status, head.status, known.status, thumbnail.status]).toEqual([200, 200, 304, 200]);
  expect(head.headers.get('content-length')).toBe(String(media.sizeBytes));
});

test('a file that is withdrawn leads nowhere within a second', async () => {
  const site = await server.addSite({ level: 'members' });
  const media = await add(site, 'a.jpg', await drawJpeg());
  expect((await ask(media.url)).status).toBe(302);
  await site.client.media.delete.mutate({ ids: [media.id] });
  await expect.poll(async () => (await ask(media.url)).status, { timeout: 1000, interval: 50 }).toBe(404);
});
