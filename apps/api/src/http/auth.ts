import type { Context } from 'hono';
import { authenticate } from '../domain/identity/authenticate.ts';
import { requireNamespace, type Scope, type Services } from '../domain/scope.ts';
import type { HttpEnv } from './http-env.ts';
import { sessionOf } from './session-cookie.ts';

/**
 * Who asks, in which namespace.
 * @throws MediaError 'auth.required', 'auth.denied'.
 */
export async function scopeOf(c: Context<HttpEnv>, services: Services): Promise<Scope> {
  const scope = await authenticate(services, {
    authorization: c.req.header('authorization'),
    session: sessionOf(c, services.origin()),
    requestId: c.var.requestId,
  });
  return requireNamespace({ ...scope, log: c.var.log });
}
