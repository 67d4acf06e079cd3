import type { MiddlewareHandler } from 'hono';
import { MediaError } from '../errors/media-error.ts';
import type { HttpEnv } from './http-env.ts';

/** Probes ask by address and without TLS: they must get through whatever the names are. */
const isProbe = (path: string) => path === '/health' || path.startsWith('/health/') || path === '/metrics';

/** Answers only to the names it was given: a name of an attacker's that points here gets nothing. */
export function checkHost(allowedHosts: readonly string[]): MiddlewareHandler<HttpEnv> {
  const allowed = new Set(allowedHosts.map((host) => host.toLowerCase()));
  return async (c, next) => {
    if (allowed.size > 0 && !isProbe(c.req.path)) {
      const { host, hostname } = new URL(c.req.url);
      if (!allowed.has(host) && !allowed.has(hostname)) {
        throw new MediaError('input.invalid', undefined, { message: 'This host name is not served here.' });
      }
    }
    await next();
  };
}

/** Sends browsers to HTTPS. A body that came in the clear is lost to the attacker already: 308 keeps the method. */
export function redirectToHttps(origin: () => string): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (c.var.protocol === 'https' || isProbe(c.req.path)) return next();
    const { pathname, search } = new URL(c.req.url);
    return c.redirect(`${origin().replace(/^http:/, 'https:')}${pathname}${search}`, 308);
  };
}
