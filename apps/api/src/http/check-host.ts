import type { MiddlewareHandler } from 'hono';
import { MediaError } from '../errors/media-error.ts';
import type { HttpEnv } from './http-env.ts';

/** Probes ask by address and without TLS: they must get through whatever the names are. */
const isProbe = (path: string) => path === '/health' || path.startsWith('/health/') || path === '/metrics';

/** Names that no DNS server decides about. */
const localNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Answers only to the names it was given: a name of an attacker's that points here gets nothing. Where none were given
 * and only this machine can connect, these are the machine's own and that of the public origin: a page of another site
 * could else let its name point to 127.0.0.1 and read everything as if it came from here.
 * @param http.host the address that is listened on.
 * @param origin by which browsers reach this instance.
 */
export function checkHost(http: HostNames, origin: () => string): MiddlewareHandler<HttpEnv> {
  const isServed = servedHosts(http, origin);
  return async (c, next) => {
    if (!isProbe(c.req.path) && !isServed(new URL(c.req.url))) {
      throw new MediaError('input.invalid', undefined, {
        message: 'This host name is not served here. Name it in PUBLIC_URL or ALLOWED_HOSTS.',
      });
    }
    await next();
  };
}

interface HostNames {
  host: string;
  allowedHosts: readonly string[];
}

/** Tells whether a name of this instance is asked for. */
export function servedHosts(http: HostNames, origin: () => string): (url: URL) => boolean {
  const given = new Set(http.allowedHosts.map((host) => host.toLowerCase()));
  const isLocal = [...localNames, '::1'].includes(http.host);
  return ({ host, hostname }) => {
    if (given.size > 0) return given.has(host) || given.has(hostname);
    return !isLocal || localNames.includes(hostname) || hostname === new URL(origin()).hostname;
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
