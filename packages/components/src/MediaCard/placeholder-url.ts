import { thumbHashToDataURL } from 'thumbhash';

/** Decoding costs half a millisecond: each hash is decoded once. The oldest go when there are too many. */
const decoded = new Map<string, string>();
const MAX_DECODED = 2000;

/** A tiny picture of what is to come, as a data URL; null where there is no hash or it is none. */
export function placeholderUrl(hash: string | null): string | null {
  if (!hash || typeof document === 'undefined') return null;
  const known = decoded.get(hash);
  if (known !== undefined) return known;
  const bytes = bytesOf(hash);
  // Shorter ones end in the middle of what they announce.
  if (!bytes || bytes.length < 5) return null;
  const url = thumbHashToDataURL(bytes);
  if (decoded.size >= MAX_DECODED) {
    const oldest = decoded.keys().next().value;
    if (oldest !== undefined) decoded.delete(oldest);
  }
  decoded.set(hash, url);
  return url;
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
