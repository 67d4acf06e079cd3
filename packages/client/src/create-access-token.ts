import type { Role } from '@vitrine/schema';
import { SignJWT } from 'jose';
import { parseApiKey } from './api-key.ts';
import { deriveTokenKey } from './derive-token-key.ts';

/** The longest life of a token, in seconds: the server takes none that lives longer. */
export const MAX_TOKEN_SECONDS = 15 * 60;

export interface AccessTokenOptions {
  /** `vt_…`; the token works in this key's namespace and may do no more than the key. */
  apiKey: string;
  /** Origin of the Vitrine instance that the token is for: `https://media.example.org`. */
  audience: string;
  /** The person, as the host knows them; `id` is the host's own and stays the same for ever. */
  user: { id: string; displayName: string; email?: string };
  role: Role;
  /** 1..900 seconds, by default 600. */
  expiresInSeconds?: number;
}

export interface AccessToken {
  token: string;
  /** ISO 8601. */
  expiresAt: string;
}

/**
 * Signs a token for a browser, offline: no call to Vitrine is made and the API key stays here.
 * Claims: `sub`, `name`, `email`, `role`, `aud`, `iat`, `exp`; header: `alg` EdDSA, `kid` the id of the key.
 * @throws TypeError for a malformed key, RangeError for a life outside 1..900 seconds.
 */
export async function createAccessToken(options: AccessTokenOptions): Promise<AccessToken> {
  const { user, role, audience, expiresInSeconds = 600 } = options;
  if (!(expiresInSeconds >= 1 && expiresInSeconds <= MAX_TOKEN_SECONDS)) {
    throw new RangeError(
      `expiresInSeconds is ${expiresInSeconds}; a token lives 1 to ${MAX_TOKEN_SECONDS} seconds.`,
    );
  }
  const { id, secret } = parseApiKey(options.apiKey);
  const { privateKey } = await deriveTokenKey(secret);
  const now = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({
    name: user.displayName,
    role,
    ...(user.email ? { email: user.email } : {}),
  })
    .setProtectedHeader({ alg: 'EdDSA', kid: id })
    .setSubject(user.id)
    .setAudience(new URL(audience).origin)
    .setIssuedAt(now)
    .setExpirationTime(now + expiresInSeconds)
    .sign(privateKey);
  return { token, expiresAt: new Date((now + expiresInSeconds) * 1000).toISOString() };
}
