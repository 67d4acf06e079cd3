import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FileHost {
  /** `127.0.0.1:<port>`, as IMPORT_ALLOWED_HOSTS takes it. */
  host: string;
  /** Answers at a new address from now on. */
  add(filename: string, answer: Uint8Array | http.RequestListener): string;
  close(): void;
}

/** Somebody else's web server. */
export async function serveFiles(): Promise<FileHost> {
  const answers = new Map<string, Uint8Array | http.RequestListener>();
  const server = http.createServer((request, response) => {
    const answer = answers.get(request.url ?? '');
    if (typeof answer === 'function') answer(request, response);
    else if (answer) response.end(answer);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    add(filename, answer) {
      const path = `/${answers.size}/${encodeURIComponent(filename)}`;
      answers.set(path, answer);
      return `http://${host}${path}`;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
