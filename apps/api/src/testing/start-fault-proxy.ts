import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

/** What a network or a storage does to one request. Cuts come after so many bytes of the body. */
export type Fault =
  | { kind: 'unavailable' }
  /** A quota is used up, as Ceph says it. */
  | { kind: 'full' }
  /** The connection is reset before anything is answered; the server never sees the request. */
  | { kind: 'reset' }
  /** The server does the work, and its answer never comes. */
  | { kind: 'lost-answer' }
  | { kind: 'cut-upload'; afterBytes: number }
  | { kind: 'cut-download'; afterBytes: number }
  /** The server says goodbye in the middle of its answer. */
  | { kind: 'half-close'; afterBytes: number }
  /** The connection stands and nothing comes. */
  | { kind: 'silence' }
  /** All comes, in drops. */
  | { kind: 'trickle' };

export interface FaultProxy {
  endpoint: string;
  /** Method and path of every request since `pick` was set, in order. */
  seen: string[];
  /** Decides about every request from now on, by its number, which begins at 0; null lets it pass. */
  breakWhere(pick: (index: number) => Fault | null): void;
  heal(): void;
  close(): void;
}

/** Stands between a client and an HTTP server, on a port of its own, and breaks real connections. */
export async function startFaultProxy(upstream: string): Promise<FaultProxy> {
  const target = new URL(upstream);
  let pick: (index: number) => Fault | null = () => null;
  const seen: string[] = [];

  const server = http.createServer((request, response) => {
    const fault = pick(seen.length);
    seen.push(`${request.method} ${request.url}`);
    breakRequest(fault, { request, response, target });
  });
  // A client that was cut off resets as well; what it did is told by the driver under test.
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    breakWhere(next) {
      seen.length = 0;
      pick = next;
    },
    heal() {
      pick = () => null;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

interface Exchange {
  request: http.IncomingMessage;
  response: http.ServerResponse;
  target: URL;
}

function breakRequest(fault: Fault | null, exchange: Exchange): void {
  const { request, response } = exchange;
  const socket = request.socket;
  const reset = () => void socket.resetAndDestroy();
  switch (fault?.kind) {
    case undefined:
      forward(exchange, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      break;
    case 'unavailable':
      refuse(exchange, 503, 'ServiceUnavailable');
      break;
    case 'full':
      refuse(exchange, 403, 'QuotaExceeded');
      break;
    case 'reset':
      reset();
      break;
    case 'silence':
      request.resume();
      break;
    case 'lost-answer':
      forward(exchange, (answer) => {
        answer.resume();
        answer.once('end', reset);
      });
      break;
    case 'cut-upload':
      cutUpload(exchange, fault.afterBytes);
      break;
    case 'cut-download':
      forward(exchange, (answer) => cutDownload(answer, response, fault.afterBytes, reset));
      break;
    case 'half-close':
      forward(exchange, (answer) => cutDownload(answer, response, fault.afterBytes, () => socket.end()));
      break;
    case 'trickle':
      forward(exchange, (answer) => trickle(answer, response));
  }
}

function refuse({ request, response }: Exchange, status: number, code: string): void {
  request.resume();
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

function forward({ request, response, target }: Exchange, use: (answer: http.IncomingMessage) => void): void {
  const { expect: _, ...headers } = request.headers;
  const onward = http.request({ host: target.hostname, port: target.port, ...lineOf(request), headers }, use);
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

function lineOf({ method, url }: http.IncomingMessage) {
  return { method, path: url };
}

/** The server gets the beginning of a body and then a reset, as when a cable is pulled. */
function cutUpload({ request, target }: Exchange, afterBytes: number): void {
  const { expect: _, ...headers } = request.headers;
  const onward = http.request({ host: target.hostname, port: target.port, ...lineOf(request), headers });
  const cut = () => {
    onward.destroy();
    request.socket.resetAndDestroy();
  };
  onward.on('error', cut);
  let sentBytes = 0;
  request.on('data', (chunk: Buffer) => {
    sentBytes += chunk.byteLength;
    if (sentBytes >= afterBytes) cut();
    else onward.write(chunk);
  });
  // A body that is shorter is cut at its end.
  request.once('end', cut);
}

function cutDownload(
  answer: http.IncomingMessage,
  response: http.ServerResponse,
  afterBytes: number,
  cut: () => void,
): void {
  response.writeHead(answer.statusCode ?? 500, answer.headers);
  response.flushHeaders();
  let roomBytes = afterBytes;
  const end = () => {
    answer.destroy();
    cut();
  };
  answer.on('data', (chunk: Buffer) => {
    if (roomBytes <= 0) return;
    const kept = chunk.subarray(0, roomBytes);
    roomBytes -= kept.byteLength;
    response.write(kept, () => roomBytes <= 0 && end());
  });
  answer.once('end', () => roomBytes > 0 && end());
}

function trickle(answer: http.IncomingMessage, response: http.ServerResponse): void {
  response.writeHead(answer.statusCode ?? 500, answer.headers);
  const drops = async function* () {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      const dropBytes = Math.ceil(chunk.byteLength / 20);
      for (let at = 0; at < chunk.byteLength; at += dropBytes) {
        // A drop for every turn of the loop: the client sees many short reads.
        yield await setImmediate(chunk.subarray(at, at + dropBytes));
      }
    }
  };
  Readable.from(drops()).pipe(response);
}
