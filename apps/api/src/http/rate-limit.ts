import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { MediaError } from '../errors/media-error.ts';
import type { HttpEnv } from './http-env.ts';
import { sessionOf } from './session-cookie.ts';

/** Requests per minute. Generous: they are there for programs that run wild and for guessing, not for people. */
export interface RateLimits {
  /** With one credential. */
  perCredential: number;
  /** Without any, from one address: pictures on public pages, mostly. */
  perAddress: number;
  /** Refused credentials from one address; after them it waits. */
  failuresPerAddress: number;
}

export const generousLimits: RateLimits = {
  perCredential: 120_000,
  perAddress: 60_000,
  failuresPerAddress: 300,
};

const durationSeconds = 60;

/**
 * Counts in this process: several of them together let through several times as much.
 * @param origin of this instance, whose cookies count as credentials.
 */
export function rateLimit(limits: RateLimits, origin: () => string): MiddlewareHandler<HttpEnv> {
  const credentials = new RateLimiterMemory({ points: limits.perCredential, duration: durationSeconds });
  const addresses = new RateLimiterMemory({ points: limits.perAddress, duration: durationSeconds });
  const failures = new RateLimiterMemory({ points: limits.failuresPerAddress, duration: durationSeconds });

  return async (c, next) => {
    const { clientAddress } = c.var;
    const credential = c.req.header('authorization') ?? sessionOf(c, origin());
    if (credential) {
      const refused = await failures.get(clientAddress);
      if (refused && refused.consumedPoints > limits.failuresPerAddress) throw limited(refused);
      await consume(credentials, createHash('sha256').update(credential).digest('base64url'));
    } else {
      await consume(addresses, clientAddress);
    }
    await next();
    if (credential && c.res.status === 401) await failures.penalty(clientAddress);
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    throw error instanceof RateLimiterRes ? limited(error) : error;
  }
}

function limited(state: RateLimiterRes): MediaError {
  return new MediaError('rate.limited', {
    retryAfterSeconds: Math.max(1, Math.ceil(state.msBeforeNext / 1000)),
  });
}
