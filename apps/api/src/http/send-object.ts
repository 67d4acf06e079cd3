import type { Context } from 'hono';
import type { DeliverableObject } from '../domain/renditions/find-deliverable.ts';
import type { ByteRange, ObjectBytes } from '../storage/storage-driver.ts';
import { readRange } from './content-range.ts';
import type { HttpEnv } from './http-env.ts';
import { isKnownToClient, isPartUseful, isWantedByClient } from './preconditions.ts';

type Body = ObjectBytes['body'];

/** How bytes are shown, decided by their type and who may see them. */
export interface Presentation {
  contentType: string;
  /** A whole `Content-Disposition`. */
  disposition: string;
  cacheControl: string;
  policy: string;
  resourcePolicy: 'cross-origin' | 'same-origin';
  /** The request header that decided, where one did. */
  vary?: string;
}

/** What an answer says before its body. */
export interface AnswerHead {
  status: 200 | 206 | 304 | 412 | 416;
  headers: Record<string, string>;
  /** The bytes that follow: null for none, undefined for all. */
  range: ByteRange | null | undefined;
}

interface Asked {
  method: string;
  header(
    name: 'range' | 'if-range' | 'if-match' | 'if-none-match' | 'if-modified-since' | 'if-unmodified-since',
  ): string | undefined;
}

/**
 * Decides about GET and HEAD for immutable bytes: whole, in part, "you have it already" or "not those you want". Several ranges at once
 * are answered with the whole, as RFC 9110 14.2 allows: nobody but attackers asks for them.
 */
export function planAnswer(
  asked: Asked,
  { object, presentation }: { object: DeliverableObject; presentation: Presentation },
): AnswerHead {
  const etag = `"${object.tag}"`;
  const modified = object.modifiedAt.toUTCString();
  const headers: Record<string, string> = {
    'Accept-Ranges': 'bytes',
    'Cache-Control': presentation.cacheControl,
    'Content-Disposition': presentation.disposition,
    'Content-Security-Policy': presentation.policy,
    'Content-Type': presentation.contentType,
    'Cross-Origin-Resource-Policy': presentation.resourcePolicy,
    ETag: etag,
    'Last-Modified': modified,
  };
  if (presentation.vary) headers.Vary = presentation.vary;
  const current = { etag, modifiedAt: object.modifiedAt };
  const isWanted = isWantedByClient(
    { ifMatch: asked.header('if-match'), ifUnmodifiedSince: asked.header('if-unmodified-since') },
    current,
  );
  if (!isWanted) {
    headers['Cache-Control'] = 'no-store';
    return { status: 412, headers, range: null };
  }
  const isKnown = isKnownToClient(
    { ifNoneMatch: asked.header('if-none-match'), ifModifiedSince: asked.header('if-modified-since') },
    current,
  );
  if (isKnown) return { status: 304, headers, range: null };
  // Only GET has parts (RFC 9110 14.2).
  const mayBePart = asked.method === 'GET' && isPartUseful(asked.header('if-range'), etag, modified);
  const range = mayBePart ? readRange(asked.header('range'), object.sizeBytes) : null;
  if (range === 'unsatisfiable') {
    headers['Content-Range'] = `bytes */${object.sizeBytes}`;
    headers['Cache-Control'] = 'no-store';
    return { status: 416, headers, range: null };
  }
  headers['Content-Length'] = String(range ? range.end - range.start + 1 : object.sizeBytes);
  if (range) headers['Content-Range'] = `bytes ${range.start}-${range.end}/${object.sizeBytes}`;
  return { status: range ? 206 : 200, headers, range: asked.method === 'HEAD' ? null : (range ?? undefined) };
}

/** Where else the bytes are to be fetched, and how long that holds. */
export interface Elsewhere {
  url: string;
  cacheControl: string;
}

/**
 * @param read gets the wanted bytes, or all of them.
 * @param elsewhere is asked only where bytes are to be sent; null sends them from here.
 */
export async function sendObject(
  c: Context<HttpEnv>,
  chosen: { object: DeliverableObject; presentation: Presentation },
  read: (range: ByteRange | undefined) => Promise<Body>,
  elsewhere?: () => Promise<Elsewhere | null>,
): Promise<Response> {
  const header = (name: string) => c.req.header(name);
  const { status, headers, range } = planAnswer({ method: c.req.method, header }, chosen);
  const found = range === null ? null : await elsewhere?.();
  if (found) {
    const { url, cacheControl } = found;
    // The address is a key to the file: no page that it leads to needs to know it.
    const redirect = { Location: url, 'Cache-Control': cacheControl, 'Referrer-Policy': 'no-referrer' };
    return new Response(null, { status: 302, headers: redirect });
  }
  return new Response(range === null ? null : await read(range), { status, headers });
}
