import type { Context } from 'hono';
import type { DeliverableObject } from '../domain/renditions/create-delivery-lookup.ts';
import type { ByteRange, ObjectBytes } from '../storage/storage-driver.ts';
import { isSameTag, readRange } from './content-range.ts';
import type { HttpEnv } from './http-env.ts';

type Body = ObjectBytes['body'];

/** How bytes are shown, decided by their type and who may see them. */
export interface Presentation {
  contentType: string;
  /** A whole `Content-Disposition`. */
  disposition: string;
  cacheControl: string;
  policy: string;
  resourcePolicy: 'cross-origin' | 'same-origin';
}

/**
 * Answers GET and HEAD for immutable bytes: whole, in part, or "you have it already".
 * @param read gets the wanted bytes, or all of them.
 */
export async function sendObject(
  c: Context<HttpEnv>,
  object: DeliverableObject,
  presentation: Presentation,
  read: (range: ByteRange | undefined) => Promise<Body>,
): Promise<Response> {
  const etag = `"${object.tag}"`;
  const headers: Record<string, string> = {
    'Accept-Ranges': 'bytes',
    'Cache-Control': presentation.cacheControl,
    'Content-Disposition': presentation.disposition,
    'Content-Security-Policy': presentation.policy,
    'Content-Type': presentation.contentType,
    'Cross-Origin-Resource-Policy': presentation.resourcePolicy,
    ETag: etag,
  };
  if (isSameTag(c.req.header('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers });
  }
  // A part of other bytes than those that the client has would corrupt its file.
  const ifRange = c.req.header('if-range');
  const mayBePart = ifRange === undefined || ifRange === etag;
  const range = mayBePart ? readRange(c.req.header('range'), object.sizeBytes) : null;
  if (range === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'Content-Range': `bytes */${object.sizeBytes}`, 'Cache-Control': 'no-store' },
    });
  }
  const lengthBytes = range ? range.end - range.start + 1 : object.sizeBytes;
  headers['Content-Length'] = String(lengthBytes);
  if (range) headers['Content-Range'] = `bytes ${range.start}-${range.end}/${object.sizeBytes}`;
  const body = c.req.method === 'HEAD' ? null : await read(range ?? undefined);
  return new Response(body, { status: range ? 206 : 200, headers });
}
