import { createHmac } from 'node:crypto';
import { imageCandidates, imageUrl } from '@vitrine/client';
import { formatImageOptions, type ImageOptions, type MediaFile } from '@vitrine/schema';
import sharp from 'sharp';
import { afterAll, expect, test, vi } from 'vitest';
import { drawTone, muxClip } from '../processing/draw-clips.ts';
import {
  drawDisc,
  drawNoise,
  drawQuarters,
  drawTelephonePhotograph,
  heicOfQuarters,
  pixelAt,
} from '../processing/draw-fixtures.ts';
import { writePdf } from '../seed/write-pdf.ts';
import { parseObjectKey } from '../storage/object-keys.ts';
import { postForm, readUploaded } from '../testing/post-form.ts';
import { startTestServer, type TestServerSite } from '../testing/start-test-server.ts';

const server = await startTestServer();
const { origin, services } = server;
afterAll(() => server[Symbol.asyncDispose]());

async function add(site: TestServerSite, bytes: Uint8Array, filename = 'pic.png'): Promise<MediaFile> {
  return readUploaded(await postForm(origin, site.key, { filename, bytes: Uint8Array.from(bytes) }));
}
const quarters = () => drawQuarters(1000, 500).png().toBuffer();
const urlOf = (media: MediaFile, options: string, extension = 'webp', grant = media.grant ?? '-') =>
  `${origin}/i/${grant}/${options}/${media.id}@1.${extension}`;
const statusOf = async (url: string) => (await fetch(url)).status;
const read = async (response: Response) => new Uint8Array(await response.arrayBuffer());

function signed(media: MediaFile, options: ImageOptions, extension = 'png'): string {
  const text = formatImageOptions(options);
  const { id: mediaId, accessLevel } = media;
  const target = { mediaId, version: 1, accessLevel, image: `${text}.${extension}` };
  return urlOf(media, text, extension, services.grants.sign('exact', target));
}

test('the widths of a srcset are made of a public picture for everyone, and kept', async () => {
  const site = await server.addSite();
  const media = await add(site, await quarters());
  const before = (await server.objectsOf(site.namespaceId)).length;
  const first = await fetch(urlOf(media, 'w_640'));
  expect([first.status, first.headers.get('content-type')]).toEqual([200, 'image/webp']);
  expect(first.headers.get('cache-control')).toBe('public, max-age=3600, immutable');
  expect(first.headers.get('content-disposition')).toBe(`inline; filename=${media.id}.webp`);
  const bytes = await read(first);
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 640, height: 320 });
  const again = await fetch(urlOf(media, 'w_640'), {
    headers: { 'if-none-match': first.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
  expect(await server.objectsOf(site.namespaceId)).toHaveLength(before + 1);
  const [row] = await server.db.prisma.rendition.findMany({
    where: { namespaceId: site.namespaceId, preset: null },
  });
  expect(row).toMatchObject({
    mimeType: 'image/webp',
    width: 640,
    height: 320,
    recipe: { width: 640, format: 'webp', effort: 2 },
    toolVersion: expect.stringContaining('libvips'),
  });
});

test('a wider step than the picture gives the picture, not a larger one', async () => {
  const media = await add(await server.addSite(), await quarters());
  expect(await sharp(await read(await fetch(urlOf(media, 'w_2560')))).metadata()).toMatchObject({
    width: 1000,
  });
});

test('fifty requests for one new picture make it once', async () => {
  const site = await server.addSite();
  const media = await add(site, await quarters());
  const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(urlOf(media, 'w_480'))));
  const tags = new Set(answers.map(({ headers }) => headers.get('etag')));
  await Promise.all(answers.map(read));
  expect([answers.map(({ status }) => status), tags.size]).toEqual([Array(50).fill(200), 1]);
  expect(
    await server.db.prisma.rendition.count({ where: { namespaceId: site.namespaceId, preset: null } }),
  ).toBe(1);
});

test('auto gives the best format that the client names, and says that it depends', async () => {
  const site = await server.addSite();
  const solid = await add(site, await (await drawNoise(400, 300)).jpeg().toBuffer(), 'solid.jpg');
  const clear = await add(site, await drawDisc(400).png().toBuffer(), 'disc.png');
  const typeOf = async (media: MediaFile, accept: string) => {
    const response = await fetch(urlOf(media, 'w_320', 'auto'), { headers: { accept } });
    expect(response.headers.get('vary')).toContain('Accept');
    await read(response);
    return response.headers.get('content-type');
  };
  expect(await typeOf(solid, 'image/avif,image/webp,*/*;q=0.8')).toBe('image/avif');
  expect(await typeOf(solid, 'image/avif;q=0, image/webp')).toBe('image/webp');
  expect(await typeOf(solid, '*/*')).toBe('image/jpeg');
  expect(await typeOf(clear, 'image/*')).toBe('image/png');
});

test('options that are none, or not in their one spelling, are refused', async () => {
  const media = await add(await server.addSite(), await quarters());
  for (const options of ['h_100,w_100', 'w_0640', 'w_99999', 'blur_5', 'w_640,fit_inside', 'toString']) {
    expect(await statusOf(urlOf(media, options)), options).toBe(400);
  }
  expect(await statusOf(urlOf(media, 'w_640', 'gif'))).toBe(404);
});

test('other options are made for a signature of exactly them', async () => {
  const site = await server.addSite();
  const media = await add(site, await quarters());
  const options: ImageOptions = {
    width: 100,
    height: 100,
    fit: 'cover',
    crop: { x: 0.5, y: 0.5, width: 0.5, height: 0.5 },
  };
  const url = signed(media, options);
  const bytes = await read(await fetch(url));
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 100, height: 100 });
  expect((await pixelAt(bytes, 50, 50)).slice(0, 3)).toEqual(
    (await pixelAt(await quarters(), 900, 400)).slice(0, 3),
  );
  expect(await statusOf(urlOf(media, formatImageOptions(options), 'png'))).toBe(403);
  expect(await statusOf(url.replace('w_100,', 'w_101,'))).toBe(403);
  expect(await statusOf(url.replace('.png', '.avif'))).toBe(403);
  expect(await statusOf(url.replace(/\.(\d+)\./, (_, exp) => `.${Number(exp) + 900}.`))).toBe(403);
  const other = await add(site, await drawQuarters(900, 450).png().toBuffer());
  expect(await statusOf(url.replace(media.id, other.id))).toBe(403);
});

test('a grant opens the steps of its file and nothing else, and none of them opens without it', async () => {
  const site = await server.addSite({ level: 'members' });
  const media = await add(site, await quarters());
  const other = await add(site, await drawQuarters(900, 450).png().toBuffer());
  const response = await fetch(urlOf(media, 'w_640', 'auto'));
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toMatch(/^private, max-age=\d+, immutable$/);
  expect(await statusOf(urlOf(media, 'w_641'))).toBe(403);
  expect(await statusOf(urlOf(media, 'w_640', 'webp', '-'))).toBe(404);
  expect(await statusOf(urlOf(other, 'w_640', 'webp', media.grant))).toBe(403);
  expect(await statusOf(signed(media, { width: 77 }))).toBe(200);
});

test('a picture made of one that is withdrawn is gone within a second', async () => {
  const site = await server.addSite();
  const media = await add(site, await quarters());
  expect(await statusOf(urlOf(media, 'w_640'))).toBe(200);
  await site.client.media.update.mutate({ id: media.id, accessLevel: 'private' });
  await expect.poll(() => statusOf(urlOf(media, 'w_640')), { timeout: 1000, interval: 50 }).toBe(404);
  const file = await site.client.media.get.query({ id: media.id });
  expect(await statusOf(urlOf(file, 'w_640'))).toBe(200);
  await site.client.media.delete.mutate({ ids: [media.id] });
  await expect.poll(() => statusOf(urlOf(file, 'w_640')), { timeout: 1000, interval: 50 }).toBe(404);
});

test('a new focal point moves what cover shows', async () => {
  const site = await server.addSite();
  const media = await add(site, await quarters());
  const url = signed(media, { width: 60, height: 60, fit: 'cover' });
  const colorAt = async (x: number) => {
    const response = await fetch(url);
    expect(response.headers.get('cache-control')).toBe('public, max-age=3600');
    return (await pixelAt(await read(response), x, 5)).slice(0, 3).join();
  };
  const middle = await colorAt(2);
  await site.client.media.update.mutate({ id: media.id, focalPoint: { x: 1, y: 0 } });
  await expect.poll(() => colorAt(2), { timeout: 1000, interval: 50 }).not.toBe(middle);
});

test.each<[string, string, () => Promise<Uint8Array> | Uint8Array]>([
  ['a picture', 'a.png', quarters],
  ['a picture of fewer pixels than a thumbnail', 'b.png', () => drawQuarters(140, 70).png().toBuffer()],
  ['a picture of a whole page', 'page.png', () => drawQuarters(320, 20_000).png().toBuffer()],
  ['a photograph of a telephone', 'c.heic', heicOfQuarters],
  ['a film', 'd.mp4', () => muxClip('mp4')],
  ['a document', 'e.pdf', () => writePdf('Tide tables', ['High water at noon'])],
  ['a song', 'f.wav', async () => drawTone(1, {}, await drawQuarters(500, 500).png().toBuffer())],
])('of %s every width that pages offer is made, as wide as they say', async (_, filename, draw) => {
  const site = await server.addSite({ level: 'members' });
  const media = await add(site, await draw(), filename);
  const candidates = imageCandidates(media);
  expect(candidates.length).toBeGreaterThan(0);
  const headers = { accept: 'image/webp' };
  const widths = await Promise.all(
    candidates.map(
      async ({ url }) => (await sharp(await read(await fetch(url, { headers }))).metadata()).width,
    ),
  );
  expect(widths).toEqual(candidates.map(({ width }) => width));
  expect(await statusOf(imageUrl(media, 640) ?? '')).toBe(200);
});

test('what can not be made is tried once, not for everyone who asks', async () => {
  const site = await server.addSite();
  const media = await add(site, await quarters());
  const blob = await server.db.prisma.blob.findFirstOrThrow({ where: { namespaceId: site.namespaceId } });
  const key = parseObjectKey(blob.storageKey);
  await services.storage.delete(key);
  await services.storage.put(key, Buffer.from('no picture'), { maxBytes: 100 });
  const run = vi.spyOn(services.decodePool, 'run');
  const answers = [await statusOf(urlOf(media, 'w_640')), await statusOf(urlOf(media, 'w_640'))];
  expect([answers, run.mock.calls.length]).toEqual([[415, 415], 1]);
  run.mockRestore();
});

test('the pixels of a HEIC are those of its whole picture', async () => {
  const media = await add(await server.addSite(), heicOfQuarters(), 'telephone.heic');
  const bytes = await read(
    await fetch(signed(media, { width: 900, crop: { x: 0.5, y: 0, width: 0.5, height: 0.5 } })),
  );
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 480, height: 240, hasAlpha: false });
  expect((await pixelAt(bytes, 100, 100))[1]).toBeGreaterThan(240);
});

test('a drawing and a text are not scaled, and that is said', async () => {
  const site = await server.addSite();
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
  for (const [filename, text] of [
    ['a.svg', svg],
    ['a.txt', 'words'],
  ] as const) {
    const media = await add(site, Buffer.from(text), filename);
    const response = await fetch(urlOf(media, 'w_640'));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining('kind of file'),
    });
  }
});

test('what is made holds nothing of what a telephone writes into a picture', async () => {
  const media = await add(await server.addSite(), await drawTelephonePhotograph(), 'phone.jpg');
  for (const extension of ['avif', 'webp', 'jpg', 'png']) {
    const text = Buffer.from(await read(await fetch(urlOf(media, 'w_320', extension)))).toString('latin1');
    expect(text).not.toMatch(/Exif|XMP|Jane Doe|Vitrine/);
  }
});

test('a public picture may have a link for a year, one of members not', async () => {
  const days = (count: number) => Math.floor(Date.now() / 1000) + count * 86_400;
  const [key] = services.signingKeys;
  const sign = (media: MediaFile, exp: number) => {
    const text = `vitrine exact ${media.id}@1 ${media.accessLevel} ${exp} w_33.webp`;
    const mac = createHmac('sha256', key?.secret ?? '')
      .update(text)
      .digest()
      .subarray(0, 16)
      .toString('base64url');
    return urlOf(media, 'w_33', 'webp', `${key?.id}.${exp}.${mac}`);
  };
  const open = await add(await server.addSite(), await (await drawNoise(300, 200)).png().toBuffer());
  expect(await statusOf(sign(open, days(360)))).toBe(200);
  expect(await statusOf(sign(open, days(500)))).toBe(403);
  const closed = await add(await server.addSite({ level: 'members' }), await quarters());
  expect(await statusOf(sign(closed, days(0) + 600))).toBe(200);
  expect(await statusOf(sign(closed, days(360)))).toBe(403);
});
