import net from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createLogger } from '../observability/logger.ts';
import { serveApp } from './serve-app.ts';

const log = createLogger({ level: 'silent' });

async function serve(fetch: (request: Request) => Promise<Response>, bodyIdleMs?: number) {
  const server = await serveApp(fetch, {
    host: '127.0.0.1',
    port: 0,
    log,
    ...(bodyIdleMs !== undefined && { bodyIdleMs }),
  });
  onTestFinished(() => server.close(0));
  return server;
}

/** Opens a connection, writes and tells what came back until the server closed it. */
function talk(port: number, text: string): { closed: Promise<string>; socket: net.Socket } {
  const socket = net.connect(port, '127.0.0.1', () => socket.write(text));
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  socket.on('error', (error) => {
    received += error.message;
  });
  return { closed: new Promise((resolve) => socket.on('close', () => resolve(received))), socket };
}

const head = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n';

test('a client whose body stands still is dropped; one that is slow but moves is not', async () => {
  const { port } = await serve(
    async (request) => new Response(String((await request.arrayBuffer()).byteLength)),
    1500,
  );
  const still = talk(port, `${head}some bytes`);
  const slow = talk(port, 'POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 8\r\n\r\n');
  let sent = 0;
  const drip = setInterval(() => {
    slow.socket.write('x');
    if (++sent === 8) clearInterval(drip);
  }, 500);
  expect(await still.closed).not.toContain('200 OK');
  expect(await slow.closed).toMatch(/200 OK[\s\S]*8$/);
});

test('a client that never ends its headers is dropped', async () => {
  const { port } = await serve(async () => new Response('ok'));
  const startedAt = performance.now();
  await talk(port, 'GET / HTTP/1.1\r\nHost: x\r\nX-A: ').closed;
  expect(performance.now() - startedAt).toBeLessThan(9000);
});

test('what is no HTTP is answered and the server lives on', async () => {
  const { port } = await serve(async () => new Response('ok'));
  expect(await talk(port, 'NONSENSE\r\n\r\n').closed).toContain('400 Bad Request');
  expect(await talk(port, `GET / HTTP/1.1\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`).closed).toContain('431');
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('ok');
});

test('closing waits for a request that runs and takes no new one', async () => {
  const answer = Promise.withResolvers<Response>();
  const arrived = Promise.withResolvers<void>();
  const server = await serve(() => {
    arrived.resolve();
    return answer.promise;
  });
  const url = `http://127.0.0.1:${server.port}/`;
  const running = fetch(url);
  await arrived.promise;
  const closed = server.close();
  await expect(fetch(url)).rejects.toThrow();
  answer.resolve(new Response('done'));
  expect(await (await running).text()).toBe('done');
  await closed;
});
