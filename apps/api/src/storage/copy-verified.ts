import { MediaError } from '../errors/media-error.ts';
import { hashObject } from './hash-object.ts';
import type { ObjectKey } from './object-keys.ts';
import type { StorageDriver } from './storage-driver.ts';

/** Tries again where the target doesn't hold what was sent. */
const attempts = 3;

/**
 * Copies an object from one storage to another and reads it back from there.
 * @returns the length and the SHA-256 that both have; null where the source has lost it since it was listed.
 * @throws MediaError 'storage.unavailable' where the target keeps giving other bytes than it was given.
 */
export async function copyVerified(
  source: StorageDriver,
  target: StorageDriver,
  key: ObjectKey,
  options: { contentType?: string | undefined } = {},
): Promise<{ sizeBytes: number; sha256: string } | null> {
  for (let attempt = 1; ; attempt++) {
    const sent = await send(source, target, key, options.contentType);
    if (sent === null) return null;
    const arrived = await hashObject(target, key);
    if (arrived.sha256 === sent.sha256 && arrived.sizeBytes === sent.sizeBytes) return sent;
    await target.delete(key);
    if (attempt === attempts) {
      const cause = new Error(`The bytes of ${key} come back from the target changed.`);
      throw new MediaError('storage.unavailable', {}, { cause });
    }
  }
}

async function send(source: StorageDriver, target: StorageDriver, key: ObjectKey, contentType?: string) {
  try {
    const { body } = await source.read(key);
    return await target.put(key, body, {
      maxBytes: Number.MAX_SAFE_INTEGER,
      ...(contentType !== undefined && { contentType }),
    });
  } catch (error) {
    if (error instanceof MediaError && error.code === 'not-found') return null;
    throw error;
  }
}
