import { randomBytes } from 'node:crypto';
import http, { type RequestListener } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { MediaError } from '../errors/media-error.ts';
import { isPublicAddress } from './is-public-address.ts';
import { type RemoteLimits, readRemoteFile } from './read-remote-file.ts';
import type { Lookup } from './resolve-target.ts';

async function serve(server: net.Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A web server that counts who knocks. */
async function serveHttp(listener: RequestListener) {
  let knocks = 0;
  const server = http.createServer(listener);
  server.on('connection', () => {
    knocks += 1;
  });
  const host = await serve(server);
  onTestFinished(() => server.closeAllConnections());
  return { host, knocks: () => knocks };
}

const lookupTo =
  (...addresses: string[]): Lookup =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: net.isIP(address) })));

async function read(
  url: string,
  limits: Partial<RemoteLimits & { signal: AbortSignal }> = {},
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const signal = new AbortController().signal;
  await readRemoteFile(
    new URL(url),
    { allowedHosts: [], timeoutMs: 10_000, signal, ...limits },
    async (file) => {
      for await (const chunk of file.bytes) chunks.push(chunk);
    },
  );
  return Buffer.concat(chunks);
}

/** What whoever gave the URL is told. */
async function refusalOf(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => new Error('it was read'),
    (refusal: unknown) => refusal,
  );
  if (!(error instanceof MediaError)) throw error;
  return { code: error.code, message: error.message, details: error.details };
}

test.each([
  ...['127.0.0.1', '127.255.0.9', '0.0.0.0', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254'],
  ...[
    '100.64.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '192.0.0.8',
    '168.63.129.16',
  ],
  ...[
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    'fe80::1',
    'fc00::1',
  ],
  ...[
    'fd12:3456::1',
    'ff02::1',
    '2002:7f00:1::',
    '2001::1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2001:db8::1',
  ],
  ...['fec0::1', '100::1', '5f00::1', '3fff::1', 'localhost', ''],
])('%s is not on the Internet', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['8.8.8.8', '1.1.1.1', '93.184.216.34', '2606:4700::1111', '2a00:1450:4001:82f::200e'])(
  '%s is',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test('reads a file of a host that is allowed, with its name and size, and sends nothing of ours along', async () => {
  const bytes = randomBytes(300_000);
  let sent: http.IncomingHttpHeaders = {};
  const { host } = await serveHttp((request, response) => {
    sent = request.headers;
    response.writeHead(200, {
      'content-length': bytes.length,
      'content-disposition': 'attachment; filename=a.bin',
    });
    response.end(bytes);
  });
  expect((await read(`http://${host}/x?y=1#z`, { allowedHosts: [host] })).equals(bytes)).toBe(true);
  expect(sent).toEqual({
    host,
    connection: expect.any(String),
    accept: '*/*',
    'accept-encoding': 'identity',
    'user-agent': 'Vitrine',
  });
});

test('denied, closed, mute, wrong and broken targets are all told in the same words, and no denied one is knocked at', async () => {
  const secret = await serveHttp((_request, response) => response.end('secret'));
  const { port } = new URL(`http://${secret.host}`);
  const babbling = await serve(net.createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n')));
  const missing = await serveHttp((_request, response) => response.writeHead(404).end('no'));
  const packed = await serveHttp((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
  );
  const broken = await serveHttp((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('short', () => response.destroy());
  });
  const denied = [
    ...[
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      `[::1]:${port}`,
      `[::ffff:127.0.0.1]:${port}`,
      `2130706433:${port}`,
    ],
    ...[`0x7f000001:${port}`, `0177.0.0.1:${port}`, `127.1:${port}`, `0:${port}`, `169.254.169.254`],
    ...['localhost', '127.0.0.1', '[::1]', '8.8.8.8:6379', 'user:secret@8.8.8.8'],
  ].map((host) => refusalOf(read(`http://${host}/`)));
  const names = [
    lookupTo('10.0.0.1'),
    lookupTo('8.8.8.8', '127.0.0.1'),
    lookupTo('::ffff:127.0.0.1'),
    lookupTo(),
  ].map((lookup) => refusalOf(read('http://files.example.org/', { lookup })));
  const unknown = refusalOf(
    read('http://nowhere.example.org/', { lookup: () => Promise.reject(new Error('ENOTFOUND')) }),
  );
  const scheme = [refusalOf(read('ftp://8.8.8.8/')), refusalOf(read('file:///etc/passwd'))];
  // Nothing listens on port 1.
  const tried = ['127.0.0.1:1', babbling, missing.host, packed.host, broken.host].map((host) =>
    refusalOf(read(`http://${host}/`, { allowedHosts: [host] })),
  );
  const answers = await Promise.all([...denied, ...names, unknown, ...scheme, ...tried]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]?.code).toBe('upload.source-unreachable');
  expect(secret.knocks()).toBe(0);
});

test('connects to the address that was checked, though the name means another one a moment later', async () => {
  const { host } = await serveHttp((request, response) => response.end(request.headers.host));
  const { port } = new URL(`http://${host}`);
  const answers = ['127.0.0.1', '127.0.0.2'];
  const lookup: Lookup = () => lookupTo(answers.shift() ?? '')('');
  const name = `files.example.org:${port}`;
  expect((await read(`http://${name}/`, { allowedHosts: [name], lookup })).toString()).toBe(name);
  expect(answers).toEqual(['127.0.0.2']);
});

test('follows three redirects and no more, and checks each', async () => {
  const secret = await serveHttp((_request, response) => response.end('secret'));
  const { host } = await serveHttp((request, response) => {
    const left = Number(request.url?.slice(1));
    const targets: Record<string, string> = {
      '/mapped': `http://[::ffff:127.0.0.1]:${new URL(`http://${secret.host}`).port}/`,
      '/dotted': `http://${secret.host}/`,
      '/decimal': `http://2130706433:${new URL(`http://${secret.host}`).port}/`,
      '/scheme': 'file:///etc/passwd',
      '/credentials': `http://a:b@${request.headers.host}/0`,
    };
    if (left === 0) response.end('here');
    else response.writeHead(302, { location: targets[request.url ?? ''] ?? `/${left - 1}` }).end();
  });
  const allowedHosts = [host];
  expect((await read(`http://${host}/3`, { allowedHosts })).toString()).toBe('here');
  for (const path of ['4', 'mapped', 'dotted', 'decimal', 'scheme', 'credentials']) {
    expect(await refusalOf(read(`http://${host}/${path}`, { allowedHosts }))).toMatchObject({
      code: 'upload.source-unreachable',
    });
  }
  expect(secret.knocks()).toBe(0);
});

test('gives up on a server that is too slow, in its headers or in its body', async () => {
  const slow = await serveHttp((request, response) => {
    if (request.url === '/body') response.writeHead(200).write('a');
  });
  for (const path of ['headers', 'body']) {
    const reading = read(`http://${slow.host}/${path}`, { allowedHosts: [slow.host], timeoutMs: 300 });
    expect(await refusalOf(reading)).toMatchObject({ code: 'upload.source-unreachable' });
  }
});

test('stops when it is told to, and says why', async () => {
  const stop = new AbortController();
  const slow = await serveHttp((_request, response) =>
    response.writeHead(200).write('a', () => stop.abort('enough')),
  );
  await expect(read(`http://${slow.host}/`, { allowedHosts: [slow.host], signal: stop.signal })).rejects.toBe(
    'enough',
  );
});
