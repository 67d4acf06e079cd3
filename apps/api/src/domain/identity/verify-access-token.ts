import type { KeyObject } from 'node:crypto';
import { MAX_TOKEN_SECONDS } from '@vitrine/client';
import { Role } from '@vitrine/schema';
import { jwtVerify } from 'jose';
import * as z from 'zod';

/** What a token says. Nothing in it names a namespace: that is the key's. */
const Claims = z.object({
  sub: z.string().min(1).max(255),
  name: z.string().min(1).max(255),
  email: z.string().max(320).optional(),
  role: Role,
  iat: z.int(),
  exp: z.int(),
});
export type AccessClaims = z.infer<typeof Claims>;

/** Clocks of host and server may differ by this much. */
export const CLOCK_SKEW_SECONDS = 60;

/**
 * Checks signature, algorithm, audience, expiry and life of a token. The algorithm is ours to say, never the
 * token's: `none` and an HS256 made with the public key both fail here.
 * @throws an error of jose or zod, or a RangeError: for the caller all of them are the same refusal.
 */
export async function verifyAccessToken(
  token: string,
  options: { publicKey: KeyObject; audience: string; now: Date },
): Promise<AccessClaims> {
  const { payload } = await jwtVerify(token, options.publicKey, {
    algorithms: ['EdDSA'],
    audience: options.audience,
    requiredClaims: ['aud', 'exp', 'iat', 'sub'],
    clockTolerance: CLOCK_SKEW_SECONDS,
    currentDate: options.now,
  });
  const claims = Claims.parse(payload);
  const now = Math.floor(options.now.getTime() / 1000);
  if (claims.exp - claims.iat > MAX_TOKEN_SECONDS || claims.iat > now + CLOCK_SKEW_SECONDS) {
    throw new RangeError(`the token lives longer than ${MAX_TOKEN_SECONDS} seconds or is of the future`);
  }
  return claims;
}
