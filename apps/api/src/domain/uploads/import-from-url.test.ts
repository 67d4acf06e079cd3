import type http from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { drawQuarters } from '../../processing/draw-fixtures.ts';
import { serveFiles } from '../../testing/serve-files.ts';
import { startTestServer, type TestServerSite } from '../../testing/start-test-server.ts';

const files = await serveFiles();
const server = await startTestServer({
  MAX_FILE_SIZE: '3000000',
  IMPORT_ALLOWED_HOSTS: files.host,
  IMPORT_TIMEOUT_SECONDS: '2',
});
const { db } = server;
afterAll(async () => {
  files.close();
  await server[Symbol.asyncDispose]();
});

const picture = async () => new Uint8Array(await drawQuarters(300, 200).png().toBuffer());

async function begin(site: TestServerSite, url: string) {
  return site.client.uploads.importFromUrl.mutate({ url });
}

async function ended(site: TestServerSite, { taskId, uploadId }: { taskId: string; uploadId: string }) {
  const stateOf = async () => (await site.client.tasks.get.query({ id: taskId })).state;
  await expect.poll(stateOf, { timeout: 20_000 }).toMatch(/done|failed|cancelled/);
  const task = await site.client.tasks.get.query({ id: taskId });
  return { task, upload: await site.client.uploads.get.query({ id: uploadId }) };
}

async function expectNothingKept({ namespaceId }: TestServerSite) {
  expect(await server.objectsOf(namespaceId)).toEqual([]);
  const usage = await db.prisma.namespaceUsage.findUnique({ where: { namespaceId } });
  expect(usage).toMatchObject({ usedBytes: 0n, reservedBytes: 0n });
}

test('a file of an address becomes one of the library; its task ends, its address is forgotten', async () => {
  const site = await server.addSite();
  const bytes = await picture();
  const url = files.add('hero banner.png', (_request, response) => {
    response.writeHead(200, { 'content-length': bytes.byteLength, 'content-type': 'text/html' }).end(bytes);
  });
  const { task, upload } = await ended(site, await begin(site, url));
  const kib = Math.ceil(bytes.byteLength / 1024);
  expect(task).toMatchObject({ kind: 'import-from-url', state: 'done', done: kib, total: kib, error: null });
  expect(upload).toMatchObject({ state: 'done', media: { title: 'Hero banner', width: 300, height: 200 } });
  const { namespaceId } = site;
  expect(await db.prisma.task.findFirst({ where: { namespaceId } })).toMatchObject({ input: {} });
  const usage = await db.prisma.namespaceUsage.findUnique({ where: { namespaceId } });
  expect(usage).toMatchObject({ usedBytes: BigInt(bytes.byteLength), reservedBytes: 0n });
  const events = await db.prisma.outboxEvent.findMany({ where: { namespaceId }, select: { type: true } });
  expect(new Set(events.map(({ type }) => type))).toEqual(
    new Set(['task.changed', 'media.created', 'upload.changed']),
  );
});

test('whatever is wrong with a target is told alike, and of secrets in addresses nothing is kept', async () => {
  const site = await server.addSite();
  const redirect = files.add('r', (_request, response) =>
    response.writeHead(302, { location: `${server.origin}/health` }).end(),
  );
  const short = files.add('short.txt', (_request, response) => {
    response.writeHead(200, { 'content-length': '5000' }).write('a', () => response.destroy());
  });
  const targets = [`${server.origin}/health`, 'http://[::ffff:7f00:1]/', 'http://0x7f.1/', redirect, short];
  const errors = [];
  for (const url of [...targets, files.add('gone', (_request, response) => response.writeHead(404).end())]) {
    const { task, upload } = await ended(site, await begin(site, url));
    expect([task.state, upload.state]).toEqual(['failed', 'failed']);
    errors.push(JSON.stringify([task.error, upload.error]));
  }
  expect(new Set(errors).size).toBe(1);
  expect(errors[0]).toContain('upload.source-unreachable');
  await expectNothingKept(site);
});

test.each([
  'not an address',
  'ftp://example.org/a',
  'file:///etc/passwd',
  'https://ann:pw@example.org/a',
  'data:,x',
])('refuses %s at once', async (url) => {
  const site = await server.addSite();
  await expect(begin(site, url)).rejects.toMatchObject({ data: { vitrine: { code: 'input.invalid' } } });
  expect(await db.prisma.task.count({ where: { namespaceId: site.namespaceId } })).toBe(0);
});

test('counts what comes: over the cap, over the quota and past its time nothing is kept', async () => {
  const site = await server.addSite({ quotaBytes: 2_000_000n });
  const endless: http.RequestListener = (_request, response) => {
    response.writeHead(200, { 'transfer-encoding': 'chunked' });
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, 'a')));
    };
    response.on('drain', more);
    more();
  };
  const announced: http.RequestListener = (_request, response) =>
    response.writeHead(200, { 'content-length': '3000001' }).write('a');
  const tooMuch: http.RequestListener = (_request, response) => response.end(Buffer.alloc(2_000_001, 'a'));
  const slow: http.RequestListener = (_request, response) => response.writeHead(200).write('a');
  const codes = [];
  for (const answer of [endless, announced, tooMuch, slow]) {
    const { upload } = await ended(site, await begin(site, files.add('a.txt', answer)));
    codes.push(upload.error?.code);
  }
  expect(codes).toEqual([
    'upload.too-large',
    'upload.too-large',
    'quota.exceeded',
    'upload.source-unreachable',
  ]);
  await expectNothingKept(site);
});

test('a cancelled import stops and keeps nothing', async () => {
  const site = await server.addSite();
  const closed = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const url = files.add('slow.txt', (_request, response) => {
    response.on('close', () => closed.resolve());
    response.writeHead(200).write('a', () => asked.resolve());
  });
  const begun = await begin(site, url);
  await asked.promise;
  await site.client.tasks.cancel.mutate({ id: begun.taskId });
  await closed.promise;
  const stateOf = async () => (await site.client.uploads.get.query({ id: begun.uploadId })).state;
  await expect.poll(stateOf).toBe('expired');
  expect(await site.client.tasks.get.query({ id: begun.taskId })).toMatchObject({
    state: 'cancelled',
    error: null,
  });
  await expect.poll(() => server.objectsOf(site.namespaceId)).toEqual([]);
});

test('viewers import nothing; what a person began nobody else of another namespace can see', async () => {
  const [site, other] = await Promise.all([server.addSite(), server.addSite()]);
  const url = files.add('a.png', await picture());
  const begun = await begin(site, url);
  await expect(other.client.uploads.get.query({ id: begun.uploadId })).rejects.toMatchObject({
    data: { vitrine: { code: 'not-found' } },
  });
  await ended(site, begun);
  const response = await fetch(`${server.origin}/trpc/uploads.importFromUrl`, {
    method: 'POST',
    headers: { ...(await site.signIn('viewer')), 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
  });
  expect(response.status).toBe(403);
});
