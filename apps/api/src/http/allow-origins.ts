import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from './http-env.ts';

const allowedMethods = 'GET, HEAD, POST, PATCH, DELETE, OPTIONS';

const allowedHeaders = [
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'Last-Event-ID',
  'Range',
  'If-Match',
  'If-None-Match',
  'Tus-Resumable',
  'Upload-Length',
  'Upload-Metadata',
  'Upload-Offset',
  'X-Requested-With',
  'X-Vitrine',
  'Trpc-Accept',
].join(', ');

const exposedHeaders = [
  'Accept-Ranges',
  'Content-Range',
  'ETag',
  'Location',
  'Retry-After',
  'Tus-Extension',
  'Tus-Max-Size',
  'Tus-Resumable',
  'Tus-Version',
  'Upload-Expires',
  'Upload-Length',
  'Upload-Metadata',
  'Upload-Offset',
  'Vitrine-Duplicate-Of',
  'Vitrine-Media-Id',
  'Vitrine-Upload-State',
  'X-Request-Id',
].join(', ');

/**
 * CORS for exact origins: those of the configuration and those that namespaces have set. Credentials of the browser
 * are never allowed: a host's page sends a token in a header.
 * @param isAllowed tells whether an origin, as browsers write it, may call.
 */
export function allowOrigins(isAllowed: (origin: string) => Promise<boolean>): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const origin = c.req.header('origin');
    const allowed = origin !== undefined && (await isAllowed(origin)) ? origin : null;
    if (c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') && origin) {
      c.header('Vary', 'Origin, Access-Control-Request-Headers');
      if (allowed) {
        c.header('Access-Control-Allow-Origin', allowed);
        c.header('Access-Control-Allow-Methods', allowedMethods);
        c.header('Access-Control-Allow-Headers', allowedHeaders);
        c.header('Access-Control-Max-Age', '600');
      }
      return c.body(null, 204);
    }
    await next();
    c.res.headers.append('Vary', 'Origin');
    // The tus server sets its own, which would say more than we mean.
    c.res.headers.delete('Access-Control-Allow-Origin');
    c.res.headers.delete('Access-Control-Expose-Headers');
    if (allowed) {
      c.res.headers.set('Access-Control-Allow-Origin', allowed);
      c.res.headers.set('Access-Control-Expose-Headers', exposedHeaders);
    }
    return undefined;
  };
}
