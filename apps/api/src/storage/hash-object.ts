import { createHash } from 'node:crypto';
import type { ObjectKey } from './object-keys.ts';
import type { StorageDriver } from './storage-driver.ts';

/**
 * Reads a finished object once more and hashes it. Needed after a resumable upload: the state of a SHA-256 can't be
 * kept between two requests.
 * @returns the SHA-256 as 64 hexadecimal digits.
 * @throws MediaError 'not-found' where the object is missing.
 */
export async function hashObject(
  storage: StorageDriver,
  key: ObjectKey,
): Promise<{ sizeBytes: number; sha256: string }> {
  const { body, totalBytes } = await storage.read(key);
  const hash = createHash('sha256');
  if (body instanceof Uint8Array) hash.update(body);
  else for await (const chunk of body) hash.update(chunk);
  return { sizeBytes: totalBytes, sha256: hash.digest('hex') };
}
