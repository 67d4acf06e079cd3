import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from '../observability/logger.ts';
import { dropSlowClients } from './drop-slow-clients.ts';

/** Hono apps fit; so does anything that answers a Request. */
type Fetch = (request: Request, env: object) => Response | Promise<Response>;

/** Sees each request before the app does: answers it, or calls `next`. */
export type AnswerFirst = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

export interface ListeningServer {
  port: number;
  server: Server;
  /** Takes no more requests, lets those that run end for `graceMs`, then cuts what is left. */
  close(graceMs?: number): Promise<void>;
}

/** @throws the error of `listen`, such as EADDRINUSE. */
export async function serveApp(
  fetch: Fetch,
  options: { host: string; port: number; log: Logger; bodyIdleMs?: number; answerFirst?: AnswerFirst },
): Promise<ListeningServer> {
  const listener = getRequestListener(fetch, { overrideGlobalObjects: false });
  const { answerFirst } = options;
  const server = createServer(
    {
      headersTimeout: 5000,
      connectionsCheckingInterval: 1000,
      // Uploads take as long as they take; drop-slow-clients watches that they move.
      requestTimeout: 0,
      keepAliveTimeout: 10_000,
      maxHeaderSize: 16 * 1024,
    },
    answerFirst
      ? (request, response) => answerFirst(request, response, () => void listener(request, response))
      : listener,
  );
  const stopWatching = dropSlowClients(server, {
    idleMs: options.bodyIdleMs ?? 15_000,
    checkEveryMs: 1000,
    onDrop: (reason) => options.log.info({ reason }, 'dropped a client that did not move'),
  });
  server.on('clientError', answerClientError);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    server,
    close: (graceMs = 2000) => closeServer(server, graceMs).finally(stopWatching),
  };
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection whose answer is out is kept for the next request that will never be taken.
  const closeIdle = setInterval(() => server.closeIdleConnections(), 20);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(closeIdle);
  clearTimeout(cut);
}

/** What Node could not parse never reaches Hono: it is answered here, in one line, and the connection ends. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
