import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { drawNoise, drawQuarters, scanDataOffset } from '../processing/draw-fixtures.ts';
import { postForm, readRefusal, readUploaded } from '../testing/post-form.ts';
import { startTestServer } from '../testing/start-test-server.ts';

const server = await startTestServer({ MAX_FILE_SIZE: '3000000' });
const { origin, db } = server;
afterAll(() => server[Symbol.asyncDispose]());

const jpeg = async (width = 400, height = 300) =>
  new Uint8Array(await (await drawNoise(width, height)).jpeg().toBuffer());
const usageOf = (namespaceId: string) =>
  db.prisma.namespaceUsage.findUniqueOrThrow({ where: { namespaceId } });

/** Nothing is left of a refused upload but, at most, a row that says why. */
async function expectNothingLeft(namespaceId: string): Promise<void> {
  expect(await server.objectsOf(namespaceId)).toEqual([]);
  expect(await db.prisma.media.count({ where: { namespaceId } })).toBe(0);
  expect(await db.prisma.blob.count({ where: { namespaceId } })).toBe(0);
  const uploads = await db.prisma.upload.findMany({ where: { namespaceId }, select: { state: true } });
  expect(uploads.filter(({ state }) => state !== 'failed')).toEqual([]);
  expect(await usageOf(namespaceId)).toMatchObject({ usedBytes: 0n, reservedBytes: 0n });
}

test.each([
  [
    'a text that calls itself a picture',
    'cat.jpg',
    'just words, no picture\n',
    415,
    'upload.extension-refused',
  ],
  ['a picture under another extension', 'cat.png', 'jpeg', 415, 'upload.extension-refused'],
  ['an empty file', 'empty.png', '', 400, 'upload.empty'],
  ['a program', 'setup.exe', 'MZ\u0090\0\0', 415, 'upload.extension-refused'],
  [
    'an SVG with a script',
    'logo.svg',
    '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    415,
    'upload.svg-active',
  ],
])('refuses %s and keeps nothing', async (_what, filename, content, status, code) => {
  const site = await server.addSite();
  const bytes = content === 'jpeg' ? await jpeg() : content;
  const refusal = await readRefusal(await postForm(origin, site.key, { filename, bytes }));
  expect(refusal).toMatchObject({ status, code });
  await expectNothingLeft(site.namespaceId);
});

test('refuses a JPEG that can not be decoded; one that decodes in part is kept and marked', async () => {
  const site = await server.addSite();
  const whole = Buffer.from(await jpeg(800, 600));
  const broken = new Uint8Array(whole);
  broken.fill(0xff, scanDataOffset(whole), scanDataOffset(whole) + 2000);
  const header = new Uint8Array(whole.subarray(0, scanDataOffset(whole)));
  const refusal = await readRefusal(await postForm(origin, site.key, { filename: 'x.jpg', bytes: header }));
  expect(refusal).toMatchObject({ status: 415, code: 'upload.invalid-image' });
  await expectNothingLeft(site.namespaceId);

  const cut = new Uint8Array(whole.subarray(0, Math.floor(whole.length * 0.7)));
  const media = await readUploaded(await postForm(origin, site.key, { filename: 'cut.jpg', bytes: cut }));
  expect(media).toMatchObject({ damaged: true, width: 800, height: 600 });
});

test('refuses what is over the cap, told with the limit, and keeps nothing', async () => {
  const site = await server.addSite();
  const bytes = new Uint8Array(randomBytes(3_000_001));
  const refusal = await readRefusal(await postForm(origin, site.key, { filename: 'big.jpg', bytes }));
  expect(refusal).toMatchObject({
    status: 413,
    code: 'upload.too-large',
    details: { limitBytes: 3_000_000 },
  });
  await expectNothingLeft(site.namespaceId);
});

test('counts the bytes of a client that does not say, or lies about, how many come', async () => {
  const site = await server.addSite();
  const boundary = 'x'.repeat(20);
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="big.jpg"\r\ncontent-length: 10\r\ncontent-type: image/jpeg\r\n\r\n`;
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const request = http.request(
      `${origin}/upload`,
      {
        method: 'POST',
        headers: { ...site.key, 'content-type': `multipart/form-data; boundary=${boundary}` },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    request.on('error', reject);
    request.write(head);
    request.write(randomBytes(3_500_000));
    request.end(`\r\n--${boundary}--\r\n`);
  });
  expect(status).toBe(413);
  await expectNothingLeft(site.namespaceId);
});

test('an upload that breaks off leaves nothing', async () => {
  const site = await server.addSite();
  const boundary = 'y'.repeat(20);
  const request = http.request(`${origin}/upload`, {
    method: 'POST',
    headers: {
      ...site.key,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': '900000',
    },
  });
  const broken = new Promise((resolve) => request.on('error', resolve));
  request.write(
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`,
  );
  request.write(randomBytes(300_000));
  await expect.poll(() => server.objectsOf(site.namespaceId)).not.toHaveLength(1);
  request.destroy();
  await broken;
  await expect.poll(() => server.objectsOf(site.namespaceId)).toEqual([]);
  await expectNothingLeft(site.namespaceId);
});

test('unknown fields, another namespace and a collection of another one are refused', async () => {
  const [site, other] = await Promise.all([server.addSite(), server.addSite()]);
  const theirs = await other.client.collections.create.mutate({ title: 'Theirs' });
  const file = { filename: 'a.jpg', bytes: await jpeg() };
  const refuse = async (fields: Record<string, string>) =>
    readRefusal(await postForm(origin, site.key, file, fields));
  expect(await refuse({ owner: 'me' })).toMatchObject({ status: 400, code: 'input.invalid' });
  expect(await refuse({ title: 'a\0b' })).toMatchObject({ status: 400, code: 'input.invalid' });
  expect(await refuse({ onDuplicate: 'maybe' })).toMatchObject({ status: 400, code: 'input.invalid' });
  expect(await refuse({ namespace: other.slug })).toMatchObject({ status: 404, code: 'not-found' });
  expect(await refuse({ collection: theirs.id })).toMatchObject({ status: 404, code: 'not-found' });
  await expectNothingLeft(site.namespaceId);
  expect((await postForm(origin, site.key, file, { namespace: site.slug })).status).toBe(201);
});

test('viewers and strangers may not upload; a full namespace takes no more', async () => {
  const site = await server.addSite({ quotaBytes: 50_000n });
  const file = { filename: 'a.png', bytes: new Uint8Array(await drawQuarters().png().toBuffer()) };
  expect(await readRefusal(await postForm(origin, {}, file))).toMatchObject({ status: 401 });
  const viewer = await site.signIn('viewer');
  expect(await readRefusal(await postForm(origin, viewer, file))).toMatchObject({ code: 'auth.denied' });
  const large = { filename: 'b.txt', bytes: 'a'.repeat(60_000) };
  expect(await readRefusal(await postForm(origin, site.key, large))).toMatchObject({
    status: 413,
    code: 'quota.exceeded',
  });
  await expectNothingLeft(site.namespaceId);
  expect((await postForm(origin, site.key, file)).status).toBe(201);
});

test('the quota holds when more arrives at once than there is room for', async () => {
  const site = await server.addSite({ quotaBytes: 100_000n });
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      postForm(origin, site.key, { filename: `${i}.txt`, bytes: String(i).padEnd(20_000, '.') }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
  expect(await usageOf(site.namespaceId)).toMatchObject({ usedBytes: 100_000n, reservedBytes: 0n });
  expect(await server.objectsOf(site.namespaceId)).toHaveLength(5);
}, 60_000);

test('room is held for a form while it arrives, and given back where it breaks off', async () => {
  const site = await server.addSite({ quotaBytes: 2_600_000n });
  const { port } = server;
  const head = 'multipart/form-data; boundary=x';
  const slow = http.request({
    port,
    path: '/upload',
    method: 'POST',
    headers: { ...site.key, 'content-type': head, 'content-length': 2_500_000 },
  });
  const broken = new Promise((resolve) => slow.once('error', resolve));
  slow.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nSome words');
  const held = async () => (await usageOf(site.namespaceId)).reservedBytes;
  await expect.poll(held).toBeGreaterThan(1_400_000n);
  const other = { filename: 'b.txt', bytes: 'a'.repeat(2_500_000) };
  expect(await readRefusal(await postForm(origin, site.key, other))).toMatchObject({
    code: 'quota.exceeded',
  });
  slow.destroy();
  await broken;
  await expect.poll(held).toBe(0n);
  expect((await postForm(origin, site.key, other, { description: 'Fits now' })).status).toBe(201);
  expect(await usageOf(site.namespaceId)).toMatchObject({ usedBytes: 2_500_000n, reservedBytes: 0n });
});

test('under a quota a form of unknown length holds room while it comes', async () => {
  const site = await server.addSite({ quotaBytes: 2_000_000n });
  const reserved = async () => Number((await usageOf(site.namespaceId)).reservedBytes);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const response = fetch(`${origin}/upload`, {
    method: 'POST',
    headers: { ...site.key, 'content-type': 'multipart/form-data; boundary=b' },
    body: readable,
    duplex: 'half',
  });
  const writer = writable.getWriter();
  const text = (line: string) => writer.write(new TextEncoder().encode(line));
  await text('--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n');
  await text('All work and no play. '.repeat(20_000));
  await expect.poll(reserved).toBeGreaterThan(0);
  await text('\r\n--b--\r\n');
  await writer.close();
  expect((await response).status).toBe(201);
  expect(await usageOf(site.namespaceId)).toMatchObject({ usedBytes: 440_000n, reservedBytes: 0n });
});
