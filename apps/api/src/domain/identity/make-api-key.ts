import { createHash, randomBytes } from 'node:crypto';
import { deriveTokenKey } from '@vitrine/client';
import { ApiKeyId } from '@vitrine/schema';

export interface NewApiKey {
  id: ApiKeyId;
  /** `vt_<id>_<secret>`, seen once. */
  key: string;
  /** What the server keeps: neither of them makes a key or a token. */
  secretSha256: string;
  publicKey: string;
}

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Makes the parts of a key out of 32 random bytes. */
export async function makeApiKey(): Promise<NewApiKey> {
  // 32 letters, so five bits of every byte fall evenly; 16 of them name a key.
  const id = Array.from(randomBytes(16), (byte) => ALPHABET[byte & 31]).join('');
  const secret = new Uint8Array(randomBytes(32));
  const { publicKey } = await deriveTokenKey(secret);
  return {
    id: ApiKeyId.parse(id),
    key: `vt_${id}_${Buffer.from(secret).toString('base64url')}`,
    secretSha256: hashSecret(secret),
    publicKey,
  };
}

/** As the database keeps it: 64 hexadecimal digits. The secret is 32 random bytes, so it needs no salt. */
export function hashSecret(secret: Uint8Array): string {
  return createHash('sha256').update(secret).digest('hex');
}
