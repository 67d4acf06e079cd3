import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { HttpEnv } from './http-env.ts';

/**
 * Over HTTPS the browser itself sees to it that the cookie came over HTTPS, from this very host, for all of it: that is
 * what the prefix `__Host-` means. Without TLS there is no such prefix.
 */
const nameFor = (origin: string) =>
  origin.startsWith('https:') ? '__Host-vitrine-session' : 'vitrine-session';

/**
 * Whether a request comes from a page of this instance. A page of another origin can neither send the header without
 * being asked first, which is never allowed with cookies, nor lie about its origin. Browsers name none where a page
 * only reads from its own origin; they say that it is the same one in another header.
 */
export function isFromOwnPage(c: Context<HttpEnv>, origin: string): boolean {
  if (c.req.header('x-vitrine') !== '1') return false;
  const named = c.req.header('origin');
  if (named !== undefined) return named === origin;
  return ['GET', 'HEAD'].includes(c.req.method) && c.req.header('sec-fetch-site') === 'same-origin';
}

/** The secret that a browser holds, whoever made it send it. */
export function readSessionCookie(c: Context<HttpEnv>, origin: string): string | undefined {
  return getCookie(c, nameFor(origin));
}

/** The secret that counts: none where an Authorization header stands for the request, or another page sent it. */
export function sessionOf(c: Context<HttpEnv>, origin: string): string | undefined {
  if (c.req.header('authorization') !== undefined || !isFromOwnPage(c, origin)) return undefined;
  return readSessionCookie(c, origin);
}

const attributes = (origin: string) => ({
  httpOnly: true,
  sameSite: 'Lax' as const,
  path: '/',
  secure: origin.startsWith('https:'),
});

export function writeSessionCookie(
  c: Context<HttpEnv>,
  origin: string,
  session: { secret: string; expiresAt: Date },
): void {
  setCookie(c, nameFor(origin), session.secret, { ...attributes(origin), expires: session.expiresAt });
}

export function clearSessionCookie(c: Context<HttpEnv>, origin: string): void {
  deleteCookie(c, nameFor(origin), attributes(origin));
}
