import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { MediaError } from '../errors/media-error.ts';
import { toMediaError } from '../errors/to-media-error.ts';
import { toWireError } from '../errors/to-wire-error.ts';
import type { HttpEnv } from './http-env.ts';

/** Answers an error as the contract says, and logs what nobody could have expected. */
export function answerProblem(c: Context<HttpEnv>, error: unknown): Response {
  const { requestId, log } = c.var;
  const { status, body } = toWireError(error, requestId);
  if (status >= 500) log.error({ err: toMediaError(error).cause ?? error }, 'a request failed');
  const retryAfter = body.details?.retryAfterSeconds;
  if (typeof retryAfter === 'number') c.header('Retry-After', String(retryAfter));
  if (body.code === 'auth.required') c.header('WWW-Authenticate', 'Bearer');
  c.header('Cache-Control', 'no-store');
  return c.json(body, status as ContentfulStatusCode);
}

export function answerNotFound(c: Context<HttpEnv>): Response {
  return answerProblem(c, new MediaError('not-found'));
}
