import { hashSecret } from './make-api-key.ts';

/** As the database keeps it; null for what is no secret of a session and needs not be looked for. */
export function hashSessionSecret(secret: string): string | null {
  if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) return null;
  return hashSecret(Buffer.from(secret, 'base64url'));
}
