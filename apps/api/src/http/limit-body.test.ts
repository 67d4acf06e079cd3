import { Hono } from 'hono';
import { afterAll, expect, test } from 'vitest';
import { createLogger } from '../observability/logger.ts';
import type { HttpEnv } from './http-env.ts';
import { limitBody } from './limit-body.ts';
import { serveApp } from './serve-app.ts';

const app = new Hono<HttpEnv>();
app.use(limitBody(1000));
app.onError((_, c) => c.text('refused', 400));
app.post('/', async (c) => c.json({ type: c.req.raw.headers.get('x-given'), text: await c.req.raw.text() }));
const server = await serveApp(app.fetch, {
  host: '127.0.0.1',
  port: 0,
  log: createLogger({ level: 'silent' }),
});
afterAll(() => server.close());

/** Sent in chunks, without a length. */
const send = (text: string) =>
  fetch(`http://127.0.0.1:${server.port}/`, {
    method: 'POST',
    body: new Blob([text]).stream(),
    headers: { 'x-given': 'kept' },
    duplex: 'half',
  } as RequestInit);

test('a body without a declared length arrives whole, with its headers', async () => {
  const answer = await send('a'.repeat(1000));
  expect(await answer.json()).toEqual({ type: 'kept', text: 'a'.repeat(1000) });
});

test('a body without a declared length is counted', async () => {
  expect((await send('a'.repeat(1001))).status).toBe(400);
});
