import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface Watched {
  request: IncomingMessage;
  response: ServerResponse;
  socket: Socket;
  bytesRead: number;
  bytesWritten: number;
  /** Milliseconds of `performance.now()` when it last moved. */
  movedAt: number;
}

/**
 * Closes connections that keep a request open without moving: a body of which no byte came for `idleMs`, an answer of
 * which nothing was taken for twice as long. Node's own requestTimeout limits the whole request instead, which would
 * end an honest upload over a slow line.
 *
 * A request whose bytes wait for *us* is left alone: its buffer is full then.
 * @returns stops watching.
 */
export function dropSlowClients(
  server: Server,
  limits: { idleMs: number; checkEveryMs: number; onDrop?: (reason: 'body' | 'answer') => void },
): () => void {
  const watched = new Set<Watched>();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    const { bytesRead, bytesWritten } = socket;
    const entry = { request, response, socket, bytesRead, bytesWritten, movedAt: performance.now() };
    watched.add(entry);
    response.once('close', () => watched.delete(entry));
  });

  const check = () => {
    for (const entry of watched) {
      const { request, response, socket } = entry;
      if (socket.bytesRead !== entry.bytesRead || socket.bytesWritten !== entry.bytesWritten) {
        entry.bytesRead = socket.bytesRead;
        entry.bytesWritten = socket.bytesWritten;
        entry.movedAt = performance.now();
        continue;
      }
      const stillMs = performance.now() - entry.movedAt;
      const waitsForBody = !request.complete && request.readableLength < request.readableHighWaterMark;
      if (waitsForBody && stillMs > limits.idleMs) drop(entry, 'body');
      else if (response.writableNeedDrain && stillMs > 2 * limits.idleMs) drop(entry, 'answer');
    }
  };
  const drop = (entry: Watched, reason: 'body' | 'answer') => {
    watched.delete(entry);
    limits.onDrop?.(reason);
    entry.socket.destroy();
  };
  const timer = setInterval(check, limits.checkEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}
