import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { drawNoise, drawTelephonePhotograph } from '../processing/draw-fixtures.ts';
import { postForm, readUploaded } from '../testing/post-form.ts';
import { startTestServer, type TestServerSite } from '../testing/start-test-server.ts';

const server = await startTestServer();
const { origin } = server;
afterAll(() => server[Symbol.asyncDispose]());

async function addPicture(site: TestServerSite, width = 900, height = 600) {
  const bytes = new Uint8Array(await (await drawNoise(width, height)).jpeg({ quality: 100 }).toBuffer());
  return {
    bytes,
    media: await readUploaded(await postForm(origin, site.key, { filename: 'Pic.jpg', bytes })),
  };
}

const addText = async (site: TestServerSite, filename: string, bytes: string) =>
  readUploaded(await postForm(origin, site.key, { filename, bytes }));

const statusOf = async (url: string, headers: Record<string, string> = {}) =>
  (await fetch(url, { headers })).status;

/** The owner may end the connections that the application has. */
async function connectAsOwner() {
  const client = new pg.Client({ connectionString: server.db.url });
  await client.connect();
  return {
    query: (text: string) => client.query(text),
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** Changes one character of a grant for another of the same alphabet. */
const alter = (text: string, at: number) =>
  text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);

test('a public file has a stable URL without a signature, with headers that let nothing run', async () => {
  const { media, bytes } = await addPicture(await server.addSite());
  expect(media.url).toBe(`${origin}/files/${media.id}/pic.jpg`);
  const response = await fetch(media.url);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=0, must-revalidate',
    'content-disposition': 'inline; filename=Pic.jpg',
    'content-length': String(bytes.byteLength),
    'content-security-policy': "sandbox; default-src 'none'",
    'content-type': 'image/jpeg',
    'cross-origin-resource-policy': 'cross-origin',
    etag: `"${media.hash}"`,
    'x-content-type-options': 'nosniff',
  });
});

test('parts, HEAD and "you have it already" are answered as HTTP says', async () => {
  const { media, bytes } = await addPicture(await server.addSite());
  const part = await fetch(media.url, { headers: { range: 'bytes=10-19' } });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${bytes.byteLength}`]);
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20));

  const last = await fetch(media.url, { headers: { range: 'bytes=-7' } });
  expect([last.status, new Uint8Array(await last.arrayBuffer())]).toEqual([206, bytes.subarray(-7)]);
  // Several parts are the whole (RFC 9110 14.2), and so is what is no range.
  for (const range of ['bytes=0-1,5-6', 'bytes=9-3', 'lines=1-2'])
    expect(await statusOf(media.url, { range })).toBe(200);

  const past = await fetch(media.url, { headers: { range: `bytes=${bytes.byteLength}-` } });
  expect([past.status, past.headers.get('content-range')]).toEqual([416, `bytes */${bytes.byteLength}`]);

  const head = await fetch(media.url, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.byteLength)]);
  expect((await head.arrayBuffer()).byteLength).toBe(0);

  const etag = head.headers.get('etag') ?? '';
  expect(await statusOf(media.url, { 'if-none-match': etag })).toBe(304);
  expect(await statusOf(media.url, { range: 'bytes=0-1', 'if-range': '"other"' })).toBe(200);
  expect(await statusOf(media.url, { range: 'bytes=0-1', 'if-range': etag })).toBe(206);
  const modified = head.headers.get('last-modified') ?? '';
  expect(await statusOf(media.url, { range: 'bytes=0-1', 'if-range': modified })).toBe(206);
  expect(await statusOf(media.url, { 'if-modified-since': modified })).toBe(304);
  expect(await statusOf(media.url, { 'if-modified-since': new Date(0).toUTCString() })).toBe(200);
  // A tag is believed before a time.
  expect(await statusOf(media.url, { 'if-modified-since': modified, 'if-none-match': '"other"' })).toBe(200);
});

test('a client that wants certain bytes gets those or none', async () => {
  const { media } = await addPicture(await server.addSite());
  const { headers } = await fetch(media.url);
  const [etag = '', modified = ''] = [headers.get('etag'), headers.get('last-modified')].map(String);
  const before = new Date(0).toUTCString();
  const answers: [Record<string, string>, number][] = [
    [{ 'if-match': etag }, 200],
    [{ 'if-match': `"other", ${etag}` }, 200],
    [{ 'if-match': '*' }, 200],
    [{ 'if-match': etag, range: 'bytes=0-1' }, 206],
    [{ 'if-match': '"other"' }, 412],
    [{ 'if-match': '"other"', range: 'bytes=0-1' }, 412],
    [{ 'if-match': `W/${etag}` }, 412],
    [{ 'if-match': '"other"', 'if-none-match': etag }, 412],
    [{ 'if-unmodified-since': modified }, 200],
    [{ 'if-unmodified-since': before }, 412],
    [{ 'if-unmodified-since': 'some day' }, 200],
    // A tag is believed before a time.
    [{ 'if-match': etag, 'if-unmodified-since': before }, 200],
  ];
  for (const [asked, status] of answers) {
    expect([asked, await statusOf(media.url, asked)]).toEqual([asked, status]);
    const long = { ...asked, origin: 'https://elsewhere.example' };
    expect([long, await statusOf(media.url, long)]).toEqual([long, status]);
  }
  const refused = await fetch(media.url, { headers: { 'if-match': '"other"' } });
  expect(await refused.bytes()).toHaveLength(0);
});

test('a file that shows older bytes than before has changed', async () => {
  const site = await server.addSite();
  const [older, newer] = [(await addPicture(site)).media, (await addPicture(site, 90, 60)).media];
  const { prisma } = server.db;
  const versionOf = (id: string) =>
    prisma.mediaVersion.findFirstOrThrow({ where: { mediaId: id }, include: { blob: true } });
  const { blob, blobId } = await versionOf(older.id);
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  await prisma.blob.update({ where: { id: blobId }, data: { createdAt: hoursAgo(3) } });
  await prisma.blob.update({
    where: { id: (await versionOf(newer.id)).blobId },
    data: { createdAt: hoursAgo(2) },
  });
  await prisma.media.update({ where: { id: newer.id }, data: { updatedAt: hoursAgo(2) } });
  const { headers } = await fetch(newer.url);
  const since = { 'if-modified-since': headers.get('last-modified') ?? '' };
  expect(await statusOf(newer.url, since)).toBe(304);

  const version = await prisma.mediaVersion.create({
    data: { id: randomUUID(), namespaceId: site.namespaceId, mediaId: newer.id, number: 2, blobId },
  });
  await prisma.media.update({ where: { id: newer.id }, data: { currentVersionId: version.id } });
  await site.client.media.update.mutate({ id: newer.id, title: 'Another picture' });
  await expect.poll(async () => (await fetch(newer.url)).headers.get('etag')).toBe(`"${blob.sha256}"`);
  expect(await statusOf(newer.url, since)).toBe(200);
});

test('a version has a URL of its own that caches need not ask about, and a file can be saved', async () => {
  const { media } = await addPicture(await server.addSite());
  const version = await fetch(media.url.replace(media.id, `${media.id}@1`));
  expect([version.status, version.headers.get('cache-control')]).toEqual([
    200,
    'public, max-age=3600, immutable',
  ]);
  const saved = await fetch(`${media.url}?download=1`);
  expect(saved.headers.get('content-disposition')).toBe('attachment; filename=Pic.jpg');
});

test('a large file is sent whole and in parts', async () => {
  const { media, bytes } = await addPicture(await server.addSite(), 1600, 1200);
  expect(bytes.byteLength).toBeGreaterThan(256 * 1024);
  const whole = new Uint8Array(await (await fetch(media.url)).arrayBuffer());
  expect(whole).toEqual(bytes);
  const middle = await fetch(media.url, { headers: { range: 'bytes=5-400004' } });
  expect(new Uint8Array(await middle.arrayBuffer())).toEqual(bytes.subarray(5, 400_005));
});

test('documents and texts are saved, an SVG and a PDF are shown in a sandbox and not across origins', async () => {
  const site = await server.addSite();
  const headersOf = async (filename: string, content: string) => {
    const { url } = await addText(site, filename, content);
    return Object.fromEntries((await fetch(url)).headers);
  };
  expect(await headersOf('a.txt', 'words')).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': 'attachment; filename=a.txt',
    'cross-origin-resource-policy': 'same-origin',
  });
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
  expect(await headersOf('a.svg', svg)).toMatchObject({
    'content-type': 'image/svg+xml',
    'content-disposition': 'inline; filename=a.svg',
    'content-security-policy': expect.stringContaining('sandbox'),
    'cross-origin-resource-policy': 'same-origin',
  });
});

test('a file that is not public opens with its grant alone, and an altered one opens nothing', async () => {
  const site = await server.addSite({ level: 'members' });
  const { media, bytes } = await addPicture(site);
  const other = await addPicture(site);
  const response = await fetch(media.url);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  expect(response.headers.get('cache-control')).toMatch(/^private, max-age=\d+, immutable$/);

  const url = new URL(media.url);
  const grant = url.searchParams.get('g') ?? '';
  const withGrant = (path: string, g: string | null) => `${origin}${path}${g === null ? '' : `?g=${g}`}`;
  expect(await statusOf(withGrant(url.pathname, null))).toBe(404);
  expect(await statusOf(withGrant(url.pathname, alter(grant, grant.length - 1)))).toBe(403);
  expect(
    await statusOf(
      withGrant(
        url.pathname,
        grant.replace(/\.(\d+)\./, (_, exp) => `.${Number(exp) + 900}.`),
      ),
    ),
  ).toBe(403);
  expect(await statusOf(withGrant(url.pathname.replace('@1', ''), grant))).toBe(404);
  expect(await statusOf(withGrant(url.pathname.replace(media.id, other.media.id), grant))).toBe(403);
  expect(await statusOf(withGrant(url.pathname.replace('@1', '@2'), grant))).toBe(403);
});

test('a grant of thumbnails opens the three presets of its file and nothing else', async () => {
  const site = await server.addSite({ level: 'members' });
  const { media } = await addPicture(site);
  const { small, medium, large } = media.thumbnails;
  for (const thumbnail of [small, medium, large]) {
    const response = await fetch(thumbnail?.url ?? '');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(response.headers.get('cache-control')).toMatch(/^private, max-age=\d+, immutable$/);
  }
  const url = small?.url ?? '';
  const { grant = '' } = media;
  expect(await statusOf(url.replace('/small/', '/w_2000/'))).toBe(403);
  expect(await statusOf(url.replace('/small/', '/toString/'))).toBe(400);
  expect(await statusOf(url.replace(`/${grant}/`, '/-/'))).toBe(404);
  expect(await statusOf(url.replace(grant, alter(grant, grant.length - 1)))).toBe(403);
  expect(await statusOf(url.replace('.webp', '.avif'))).toBe(404);
  // A grant of thumbnails is none of the original: that one may hold a place and a name.
  expect(await statusOf(`${origin}/files/${media.id}@1/pic.jpg?g=${grant}`)).toBe(403);
});

test('originals of staff and private files are kept by no cache', async () => {
  for (const level of ['staff', 'private'] as const) {
    const { media } = await addPicture(await server.addSite({ level }));
    expect((await fetch(media.url)).headers.get('cache-control')).toBe('private, no-store');
  }
});

test('thumbnails hold nothing of what a telephone writes into a picture', async () => {
  const site = await server.addSite();
  const bytes = new Uint8Array(await drawTelephonePhotograph());
  const media = await readUploaded(await postForm(origin, site.key, { filename: 'phone.jpg', bytes }));
  for (const thumbnail of Object.values(media.thumbnails)) {
    const text = Buffer.from(await (await fetch(thumbnail?.url ?? '')).arrayBuffer()).toString('latin1');
    expect(text).not.toMatch(/Exif|EXIF|XMP|Jane Doe|Vitrine/);
  }
  expect(JSON.stringify(media)).not.toContain('Jane Doe');
});

test('a file in the trash is gone within a second, and back when it is restored', async () => {
  const site = await server.addSite({ level: 'members' });
  const { media } = await addPicture(site);
  const urls = [media.url, media.thumbnails.small?.url ?? ''];
  const statuses = () => Promise.all(urls.map((url) => statusOf(url)));
  expect(await statuses()).toEqual([200, 200]);
  await site.client.media.delete.mutate({ ids: [media.id] });
  await expect.poll(statuses, { timeout: 1000, interval: 50 }).toEqual([404, 404]);
  await site.client.media.restore.mutate({ ids: [media.id] });
  await expect.poll(statuses, { timeout: 1000, interval: 50 }).toEqual([200, 200]);
});

test('a file that becomes private stops opening by its public URL within a second', async () => {
  const site = await server.addSite();
  const { media } = await addPicture(site);
  expect(await statusOf(media.url)).toBe(200);
  await site.client.media.update.mutate({ id: media.id, accessLevel: 'private' });
  await expect.poll(() => statusOf(media.url), { timeout: 1000, interval: 50 }).toBe(404);
});

test('a file whose level changes stops opening by the links that others hold within a second', async () => {
  const site = await server.addSite({ level: 'members' });
  const { media } = await addPicture(site);
  const urls = [media.url, media.thumbnails.small?.url ?? ''];
  const statuses = () => Promise.all(urls.map((url) => statusOf(url)));
  expect(await statuses()).toEqual([200, 200]);
  const changed = await site.client.media.update.mutate({ id: media.id, accessLevel: 'private' });
  await expect.poll(statuses, { timeout: 1000, interval: 50 }).toEqual([403, 403]);
  expect(await statusOf(changed.url)).toBe(200);
});

test('while events are not heard, a file that becomes private stops opening within a second all the same', async () => {
  const site = await server.addSite();
  const { media } = await addPicture(site);
  expect(await statusOf(media.url)).toBe(200);
  await using admin = await connectAsOwner();
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'vitrine events' and datname = current_database()",
  );
  await site.client.media.update.mutate({ id: media.id, accessLevel: 'private' });
  await expect.poll(() => statusOf(media.url), { timeout: 1000, interval: 50 }).toBe(404);
});

test('a picture that a page requires is not deleted, and every byte of it is still there', async () => {
  const site = await server.addSite();
  const { media, bytes } = await addPicture(site);
  await site.client.references.sync.mutate({
    content: {
      type: 'page',
      id: 'home',
      title: 'Home',
      url: 'https://example.org/',
      locale: 'en',
      state: 'published',
    },
    references: [{ mediaId: media.id, fieldPath: '/hero' }],
  });
  const { succeeded, failed } = await site.client.media.delete.mutate({ ids: [media.id] });
  expect(succeeded).toEqual([]);
  expect(failed).toMatchObject([{ id: media.id, code: 'media.in-use' }]);
  expect(JSON.stringify(failed)).toContain('Home');
  expect(new Uint8Array(await (await fetch(media.url)).arrayBuffer())).toEqual(bytes);
  expect(await server.objectsOf(site.namespaceId)).toHaveLength(1 + 3);
});

test.each([
  '/files/nothing/a.jpg',
  '/files/00000000-0000-7000-8000-000000000000/a.jpg',
  '/files/..%2f..%2fetc%2fpasswd/a.jpg',
  '/i/-/small/00000000-0000-7000-8000-000000000000@1.webp',
  '/i/-/small/x.webp',
])('there is nothing at %s', async (path) => {
  expect(await statusOf(origin + path)).toBe(404);
});
