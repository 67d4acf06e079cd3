import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from './http-env.ts';

/** What the API answers with may be shown by nobody and load nothing; files set a policy of their own. */
const apiPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/**
 * Sets the headers that hold for every answer, where a handler has not set its own.
 * @param hstsSeconds how long browsers shall insist on HTTPS; 0 says nothing. Said over HTTPS only.
 */
export function securityHeaders(hstsSeconds: number): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set('X-Content-Type-Options', 'nosniff');
    headers.set('X-Request-Id', c.var.requestId);
    setIfMissing(headers, 'Referrer-Policy', 'strict-origin-when-cross-origin');
    if (!headers.get('Content-Type')?.startsWith('text/html')) {
      setIfMissing(headers, 'Content-Security-Policy', apiPolicy);
    }
    if (hstsSeconds > 0 && c.var.protocol === 'https') {
      headers.set('Strict-Transport-Security', `max-age=${hstsSeconds}; includeSubDomains; preload`);
    }
  };
}

function setIfMissing(headers: Headers, name: string, value: string): void {
  if (!headers.has(name)) headers.set(name, value);
}
