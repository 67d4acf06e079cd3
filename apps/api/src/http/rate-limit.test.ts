import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createLogger } from '../observability/logger.ts';
import type { HttpEnv } from './http-env.ts';
import { answerProblem } from './problem.ts';
import { rateLimit } from './rate-limit.ts';

function createLimited(limits: { perCredential: number; perAddress: number; failuresPerAddress: number }) {
  const app = new Hono<HttpEnv>();
  app.use(async (c, next) => {
    c.set('clientAddress', c.req.header('x-address') ?? '192.0.2.1');
    c.set('requestId', 'test');
    c.set('log', createLogger({ level: 'silent' }));
    await next();
  });
  app.use(rateLimit(limits, () => 'http://localhost'));
  app.get('/', (c) => (c.req.header('authorization') === 'Bearer wrong' ? c.text('', 401) : c.text('ok')));
  app.onError((error, c) => answerProblem(c, error));
  return async (headers: Record<string, string> = {}) => app.request('/', { headers });
}

const plenty = { perCredential: 1000, perAddress: 1000, failuresPerAddress: 1000 };

test('an address without a credential is told to wait, and for how long', async () => {
  const ask = createLimited({ ...plenty, perAddress: 2 });
  await ask();
  await ask();
  const refused = await ask();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ code: 'rate.limited' });
  expect((await ask({ 'x-address': '192.0.2.2' })).status).toBe(200);
});

test('each credential is counted for itself, wherever it comes from', async () => {
  const ask = createLimited({ ...plenty, perCredential: 1 });
  expect((await ask({ authorization: 'Bearer a' })).status).toBe(200);
  expect((await ask({ authorization: 'Bearer b' })).status).toBe(200);
  expect((await ask({ authorization: 'Bearer a', 'x-address': '192.0.2.9' })).status).toBe(429);
});

test('who guesses credentials has to wait, and who does not guess goes on', async () => {
  const ask = createLimited({ ...plenty, failuresPerAddress: 2 });
  for (let guess = 0; guess < 3; guess++)
    expect((await ask({ authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await ask({ authorization: 'Bearer wrong' })).status).toBe(429);
  expect((await ask({ authorization: 'Bearer right' })).status).toBe(429);
  expect((await ask({ authorization: 'Bearer right', 'x-address': '192.0.2.9' })).status).toBe(200);
});
