import { Hono, type MiddlewareHandler } from 'hono';
import { authenticate } from '../domain/identity/authenticate.ts';
import { endSession } from '../domain/identity/end-session.ts';
import { openSession } from '../domain/identity/open-session.ts';
import { requireNamespace, type Services } from '../domain/scope.ts';
import { MediaError } from '../errors/media-error.ts';
import type { HttpEnv } from './http-env.ts';
import {
  clearSessionCookie,
  isFromOwnPage,
  readSessionCookie,
  writeSessionCookie,
} from './session-cookie.ts';

/**
 * `/auth/session`: for the console, whose pages lie on this instance. POST exchanges an access token for a cookie, so
 * that no script holds what opens the library; DELETE ends it. No other origin gets here: there is no CORS.
 */
export function sessionRoutes(services: Services): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  const fromOwnPages: MiddlewareHandler<HttpEnv> = async (c, next) => {
    if (!isFromOwnPage(c, services.origin())) {
      throw new MediaError('auth.denied', undefined, {
        message: 'Only pages of this instance open and end sessions, with the header x-vitrine: 1.',
      });
    }
    c.header('Cache-Control', 'no-store');
    await next();
  };

  routes.post('/session', fromOwnPages, async (c) => {
    const authorization = c.req.header('authorization');
    const { requestId } = c.var;
    const scope = requireNamespace(await authenticate(services, { authorization, requestId }));
    const origin = services.origin();
    const session = await openSession(scope, readSessionCookie(c, origin));
    writeSessionCookie(c, origin, session);
    return c.json({ expiresAt: session.expiresAt.toISOString() }, 201);
  });

  routes.delete('/session', fromOwnPages, async (c) => {
    const origin = services.origin();
    const secret = readSessionCookie(c, origin);
    if (secret !== undefined) await endSession({ ...services, requestId: c.var.requestId }, secret);
    clearSessionCookie(c, origin);
    return c.body(null, 204);
  });
  return routes;
}
