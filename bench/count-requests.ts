import { connect } from 'node:net';

/**
 * Asks for one thing over and over on `connections` kept open, and counts the answers. It reads no more of them than
 * their length: a whole HTTP client would cost more than the server that is measured.
 * @returns answers per second.
 * @throws for any status but 200 and 206.
 */
export async function countRequests(options: {
  origin: string;
  path: string;
  headers?: Record<string, string>;
  connections: number;
  durationMs: number;
}): Promise<number> {
  const { hostname, port, host } = new URL(options.origin);
  const lines = Object.entries({ Host: host, ...options.headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const request = Buffer.from(`GET ${options.path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  const startedAt = performance.now();
  const endsAt = startedAt + options.durationMs;
  const counts = await Promise.all(
    Array.from({ length: options.connections }, () => ask(hostname, Number(port), request, endsAt)),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}

function ask(host: string, port: number, request: Buffer, endsAt: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    let answers = 0;
    let head = '';
    /** Of the body; null while the head is still to be read. */
    let missingBytes: number | null = null;
    const onEnd = () => reject(new Error(`The server closed the connection after ${answers} answers.`));
    const onAnswer = () => {
      answers += 1;
      missingBytes = null;
      head = '';
      if (performance.now() < endsAt) socket.write(request);
      else {
        socket.removeListener('close', onEnd);
        socket.destroy();
        resolve(answers);
      }
    };
    socket.on('connect', () => socket.write(request));
    socket.on('error', reject);
    socket.on('close', onEnd);
    socket.on('data', (chunk: Buffer) => {
      let bodyBytes = chunk.length;
      if (missingBytes === null) {
        const before = head.length;
        head += chunk.toString('latin1', 0, Math.min(chunk.length, 4096));
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        const [, status] = /^HTTP\/1\.1 (\d+)/.exec(head) ?? [];
        const [, length] = /\r\ncontent-length: (\d+)/i.exec(head) ?? [];
        if ((status !== '200' && status !== '206') || length === undefined) {
          socket.removeListener('close', onEnd);
          socket.destroy();
          reject(new Error(`Answered ${head.slice(0, end)}`));
          return;
        }
        missingBytes = Number(length);
        bodyBytes = chunk.length - (end + 4 - before);
      }
      missingBytes -= bodyBytes;
      if (missingBytes <= 0) onAnswer();
    });
  });
}
