import type { MiddlewareHandler } from 'hono';
import { MediaError } from '../errors/media-error.ts';
import type { HttpEnv } from './http-env.ts';

/**
 * Refuses bodies over a limit, counted where no length is declared. A declared length is held to by Node's parser,
 * so the common case costs nothing.
 */
export function limitBody(maxBytes: number): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const declared = c.req.header('content-length');
    if (declared !== undefined) {
      if (Number(declared) > maxBytes) throw tooLarge(maxBytes);
    } else if (c.req.raw.body) {
      const body = await readCounted(c.req.raw.body, maxBytes);
      const { url, method, headers, signal } = c.req.raw;
      // Named one by one: the server's request is none that the constructor takes as it is.
      c.req.raw = new Request(url, { method, headers, signal, body });
    }
    await next();
  };
}

async function readCounted(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): MediaError {
  return new MediaError('input.invalid', {
    limitBytes: maxBytes,
    reason: `The body of this request may have ${maxBytes} bytes at most.`,
  });
}
