import http from 'node:http';
import { NamespaceId } from '@vitrine/schema';
import { afterAll, expect, test } from 'vitest';
import { startTestServer } from '../testing/start-test-server.ts';

const server = await startTestServer({ CORS_ORIGINS: 'https://admin.example.org', VIDEO_BACKEND: 'none' });
const { origin } = server;
afterAll(() => server[Symbol.asyncDispose]());

/** A request with any headers, also those that fetch does not let through. */
function ask(path: string, headers: Record<string, string>, body?: string, base = origin) {
  return new Promise<{ status: number; headers: http.IncomingHttpHeaders; text: string }>(
    (resolve, reject) => {
      const method = body === undefined ? 'GET' : 'POST';
      const request = http.request(new URL(path, base), { method, headers }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      });
      request.on('error', reject);
      request.end(body);
    },
  );
}

test('health names the services and tells nothing else', async () => {
  for (const path of ['/health', '/health/ready']) {
    const response = await fetch(origin + path);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'healthy',
      timestamp: expect.any(String),
      services: { database: 'healthy', storage: 'healthy', queue: 'healthy' },
      optional: { videoFrames: expect.stringMatching(/^(?:unknown|missing)$/), orphanSweep: 'on' },
    });
  }
  expect(await (await fetch(`${origin}/health/live`)).json()).toEqual({ status: 'healthy' });
  const health = async () => (await fetch(`${origin}/health`)).json();
  await expect.poll(health, { timeout: 10_000 }).toMatchObject({ optional: { videoFrames: 'missing' } });
});

test('metrics are for this machine, and a proxy does not count as it', async () => {
  const metrics = await ask('/metrics', {});
  expect(metrics.text).toContain('media_uploads_total');
  expect(metrics.text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/);
  expect((await ask('/metrics', { 'x-forwarded-for': '203.0.113.7' })).status).toBe(404);
});

test('every answer names its request and lets nobody guess or frame', async () => {
  for (const path of ['/health', '/files/nothing/x', '/trpc/session.me', '/nowhere']) {
    const { headers } = await ask(path, { 'x-request-id': 'given-by-a-proxy' });
    expect(headers['x-request-id']).toBe('given-by-a-proxy');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  }
  const { headers } = await ask('/health', { 'x-request-id': 'a b<script>' });
  expect(headers['x-request-id']).not.toContain('script');
});

test('an origin is allowed exactly, without credentials of the browser', async () => {
  const cors = async (from: string, path = '/trpc/session.me') =>
    (await ask(path, { origin: from })).headers['access-control-allow-origin'];
  expect(await cors('https://admin.example.org')).toBe('https://admin.example.org');
  expect(await cors('https://admin.example.org', '/files/nothing/x.jpg')).toBe('https://admin.example.org');
  for (const other of [
    'https://example.org',
    'http://admin.example.org',
    'https://admin.example.org:8443',
    'null',
  ]) {
    expect(await cors(other)).toBeUndefined();
  }
  const { headers } = await ask('/trpc/session.me', { origin: 'https://admin.example.org' });
  expect(headers['access-control-allow-credentials']).toBeUndefined();
  expect(headers.vary).toContain('Origin');
});

test('an origin that a namespace sets is allowed soon after', async () => {
  const isAllowed = async () =>
    (await ask('/trpc/session.me', { origin: 'https://new.example.org' })).headers[
      'access-control-allow-origin'
    ];
  expect(await isAllowed()).toBeUndefined();
  const site = await server.addSite();
  await site.client.namespaces.update.mutate({
    id: NamespaceId.parse(site.namespaceId),
    settings: { origins: ['https://new.example.org'] },
  });
  await expect.poll(isAllowed, { timeout: 5000 }).toBe('https://new.example.org');
});

test('calls over two megabytes are refused, also where no length is declared', async () => {
  const site = await server.addSite();
  const body = JSON.stringify({ search: 'x'.repeat(2 * 1024 * 1024) });
  const headers = { ...site.key, 'content-type': 'application/json' };
  const declared = await ask('/trpc/media.list', { ...headers, 'content-length': String(body.length) }, body);
  const chunked = await ask('/trpc/media.list', { ...headers, 'transfer-encoding': 'chunked' }, body);
  for (const { status, text } of [declared, chunked]) {
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      code: 'input.invalid',
      details: { limitBytes: 2 * 1024 * 1024 },
    });
  }
});

test('a malformed form, at the socket or in its parts, is a 400 and nothing worse', async () => {
  const site = await server.addSite();
  const form = (boundary: string) => ({
    ...site.key,
    'content-type': `multipart/form-data; boundary=${boundary}`,
  });
  expect((await ask('/upload', form('a'), 'no boundary anywhere')).status).toBe(400);
  expect((await ask('/upload', form('a'), '--a\r\nnonsense\r\n\r\n--a--\r\n')).status).toBe(400);
  expect((await ask('/upload', { ...site.key, 'content-type': 'multipart/form-data' }, 'x')).status).toBe(
    400,
  );
  expect((await ask('/upload', { ...site.key, 'content-type': 'application/json' }, '{}')).status).toBe(400);
  expect((await fetch(`${origin}/health/live`)).status).toBe(200);
});

test('behind proxies it sends browsers to HTTPS, answers to its names only and insists on TLS', async () => {
  const strict = await startTestServer({
    ALLOWED_HOSTS: 'media.example.org',
    HTTPS_REDIRECT: 'true',
    TRUST_PROXY: '1',
    PUBLIC_URL: 'https://media.example.org',
    METRICS_TOKEN: 'a-token-of-some-length',
  });
  try {
    const host = 'media.example.org';
    const base = `http://127.0.0.1:${strict.port}`;
    const plain = await ask('/files/x/y?z=1', { host }, undefined, base);
    expect([plain.status, plain.headers.location]).toEqual([308, 'https://media.example.org/files/x/y?z=1']);
    const secure = await ask('/trpc/session.me', { host, 'x-forwarded-proto': 'https' }, undefined, base);
    expect(secure.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains; preload');
    const stranger = await ask(
      '/trpc/session.me',
      { host: 'evil.example', 'x-forwarded-proto': 'https' },
      undefined,
      base,
    );
    expect(stranger.status).toBe(400);
    expect((await ask('/health', {}, undefined, base)).status).toBe(200);
    expect((await ask('/metrics', {}, undefined, base)).status).toBe(404);
    expect(
      (await ask('/metrics', { authorization: 'Bearer a-token-of-some-length' }, undefined, base)).status,
    ).toBe(200);
  } finally {
    await strict[Symbol.asyncDispose]();
  }
}, 60_000);
