import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { checkHost } from './check-host.ts';
import type { HttpEnv } from './http-env.ts';

async function isServed(
  http: { host: string; allowedHosts: string[] },
  name: string,
  path = '/',
): Promise<boolean> {
  const app = new Hono<HttpEnv>();
  app.use(checkHost(http, () => 'https://media.example.org'));
  app.get('*', (c) => c.text('served'));
  app.onError((_, c) => c.text('refused', 400));
  return (await app.fetch(new Request(`http://${name}${path}`))).status === 200;
}

test('a server of this machine alone answers to its own names and the public one, not to a name that was pointed at it', async () => {
  const local = { host: '127.0.0.1', allowedHosts: [] };
  for (const name of ['localhost:4000', '127.0.0.1:4000', '[::1]:4000', 'media.example.org']) {
    expect(await isServed(local, name)).toBe(true);
  }
  expect(await isServed(local, 'attacker.example:4000')).toBe(false);
  expect(await isServed(local, 'attacker.example', '/health')).toBe(true);
});

test('the names that were given count, and nothing else', async () => {
  const given = { host: '127.0.0.1', allowedHosts: ['Files.example.org'] };
  expect(await isServed(given, 'files.example.org')).toBe(true);
  expect(await isServed(given, 'localhost')).toBe(false);
});

test('a server that others reach answers to every name where none is given', async () => {
  expect(await isServed({ host: '0.0.0.0', allowedHosts: [] }, 'media.internal')).toBe(true);
});
