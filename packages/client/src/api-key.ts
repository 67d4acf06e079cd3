export interface ApiKeyParts {
  /** Public: names the key, stands as `kid` in tokens. */
  id: string;
  /** 32 bytes. */
  secret: Uint8Array<ArrayBuffer>;
}

const FORM = /^vt_([A-Za-z0-9]{1,64})_([A-Za-z0-9_-]{43})$/;

/**
 * Takes an API key apart: `vt_<id>_<32 bytes in base64url>`.
 * @throws TypeError when it is not of that form; the message does not hold the key.
 */
export function parseApiKey(apiKey: string): ApiKeyParts {
  const [, id, secret] = FORM.exec(apiKey) ?? [];
  if (!id || !secret) {
    throw new TypeError(
      'The API key is not of the form vt_<id>_<secret>. Copy it again from where it was made.',
    );
  }
  const binary = atob(secret.replaceAll('-', '+').replaceAll('_', '/'));
  return { id, secret: Uint8Array.from(binary, (character) => character.charCodeAt(0)) };
}
