import { randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { sendStream } from './send-stream.ts';

/** Answers each request by `answer`, and tells how that ended. */
async function serve(answer: (response: ServerResponse) => Promise<void>) {
  const endings: string[] = [];
  const server = createServer((_, response) => {
    answer(response).then(
      () => endings.push('sent'),
      (error: Error) => endings.push(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    endings,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** `bytes` over and over, in whatever buffers it is given, until it is cancelled or `times` are over. */
function repeat(bytes: Uint8Array, times: number, onCancel: () => void = () => undefined) {
  let position = 0;
  const end = bytes.length * times;
  return new ReadableStream({
    type: 'bytes',
    autoAllocateChunkSize: 1000,
    pull(controller) {
      const request = controller.byobRequest;
      const view = request?.view;
      if (!request || !view) throw new TypeError('asked for nothing');
      const at = position % bytes.length;
      const part = bytes.subarray(at, at + Math.min(view.byteLength, end - position));
      new Uint8Array(view.buffer, view.byteOffset).set(part);
      position += part.length;
      request.respond(part.length);
      if (position >= end) controller.close();
    },
    cancel: onCancel,
  }) as ReadableStream<Uint8Array<ArrayBuffer>>;
}

test('answers at the same time get their own bytes, whoever used a buffer before', async () => {
  const files = Array.from({ length: 12 }, () => randomBytes(700_001));
  let next = 0;
  await using server = await serve((response) =>
    sendStream(repeat(files[next++ % 12] ?? randomBytes(1), 1), response),
  );
  for (const round of [1, 2]) {
    const answers = await Promise.all(files.map(async () => (await fetch(server.url)).bytes()));
    const sent = answers.map((bytes) => files.findIndex((file) => file.equals(bytes)));
    expect([round, sent.sort((a, b) => a - b)]).toEqual([round, files.map((_, index) => index)]);
  }
  expect(server.endings).toEqual(Array(24).fill('sent'));
});

test('a stream that makes its own buffers is sent as well', async () => {
  const bytes = new Uint8Array(randomBytes(300_000));
  await using server = await serve((response) => sendStream(new Blob([bytes]).stream(), response));
  expect(await (await fetch(server.url)).bytes()).toEqual(bytes);
});

test('when the client leaves, the stream is cancelled', async () => {
  const cancelled = Promise.withResolvers<void>();
  await using server = await serve((response) =>
    sendStream(repeat(randomBytes(65_536), 100_000, cancelled.resolve), response),
  );
  const leaving = new AbortController();
  const { body } = await fetch(server.url, { signal: leaving.signal });
  await body?.getReader().read();
  leaving.abort();
  await cancelled.promise;
  await expect.poll(() => server.endings).toEqual(['The client has closed the connection.']);
});

test('when the stream breaks, the answer breaks off too: a file is never sent short', async () => {
  let parts = 0;
  const breaking = () =>
    new ReadableStream({
      type: 'bytes',
      autoAllocateChunkSize: 1000,
      pull(controller) {
        parts += 1;
        if (parts > 3) throw new Error('the disk is gone');
        controller.byobRequest?.respond(1000);
      },
    }) as ReadableStream<Uint8Array<ArrayBuffer>>;
  await using server = await serve((response) => {
    response.writeHead(200, { 'content-length': 100_000 });
    return sendStream(breaking(), response);
  });
  await expect(fetch(server.url).then((answer) => answer.arrayBuffer())).rejects.toThrow();
  expect(server.endings).toEqual(['the disk is gone']);
});
