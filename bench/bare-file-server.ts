// The yardstick of the delivery benchmark: node:http that stats a file and streams it, with ranges and nothing else.
import { createReadStream, stat } from 'node:fs';
import { createServer } from 'node:http';

const [thumbnail, original] = process.argv.slice(2);
if (!thumbnail || !original) throw new Error('Usage: bare-file-server.ts THUMBNAIL ORIGINAL');

const server = createServer((request, response) => {
  const path = request.url === '/original' ? original : thumbnail;
  stat(path, (error, { size }) => {
    if (error) {
      response.writeHead(500).end();
      return;
    }
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    if (first === undefined || last === undefined) {
      response.writeHead(200, { 'content-type': 'image/webp', 'content-length': size });
      createReadStream(path).pipe(response);
      return;
    }
    const [start, end] = [Number(first), Math.min(Number(last), size - 1)];
    response.writeHead(206, {
      'content-type': 'image/jpeg',
      'content-length': end - start + 1,
      'content-range': `bytes ${start}-${end}/${size}`,
    });
    createReadStream(path, { start, end }).pipe(response);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  process.stdout.write(`http://127.0.0.1:${address.port}\n`);
});
