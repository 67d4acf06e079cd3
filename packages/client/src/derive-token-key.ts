// Node's types know this global only as a value.
import type { CryptoKey } from 'jose';

const INFO = 'vitrine token v1';

/** What comes before the 32 bytes of an Ed25519 seed in PKCS #8 (RFC 8410, section 7). */
const PKCS8_PREFIX = Uint8Array.from([48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32]);

export interface TokenKey {
  privateKey: CryptoKey;
  /** The 32 bytes that the server keeps, in base64url: they verify tokens and cannot make one. */
  publicKey: string;
}

/**
 * Derives the Ed25519 key that signs access tokens from the secret of an API key, by HKDF-SHA-256 without salt
 * (RFC 5869). The same secret gives the same key, so the server can know the public half without the secret.
 */
export async function deriveTokenKey(secret: Uint8Array<ArrayBuffer>): Promise<TokenKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const seed = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(INFO) },
    base,
    256,
  );
  const pkcs8 = new Uint8Array([...PKCS8_PREFIX, ...new Uint8Array(seed)]);
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']);
  const { x } = await crypto.subtle.exportKey('jwk', privateKey);
  if (!x) throw new Error('This runtime exports no public half of an Ed25519 key.');
  return { privateKey, publicKey: x };
}
