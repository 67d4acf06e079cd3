import type { ByteSource } from '../../storage/storage-driver.ts';
import { limitsOf } from '../namespaces/limits-of.ts';
import type { Scope } from '../scope.ts';
import { cleanFilename } from './clean-filename.ts';
import { createRoom } from './create-room.ts';
import { releaseRoom } from './hold-room.ts';
import { landingKeyOf } from './quarantine-keys.ts';
import type { ReceivedFile, UploadDoor } from './received-file.ts';

/** Bytes in quarantine of a request that has not told everything yet. */
export type ReceivedBytes = Omit<ReceivedFile, 'fields'>;

/**
 * Takes bytes of unknown length into quarantine, counting and hashing them on the way. Where no room is to be held no
 * row is written: until the upload completes there is nothing to tell, and what a crash leaves is an object without one.
 * @param file.holdBytes what is to be held in the ledger before the first byte is read; 0 holds nothing, `as-it-comes`
 * what comes, before it is written.
 * @throws MediaError 'upload.too-large' at the first byte past the limit, whatever length was announced;
 * 'quota.exceeded'; the error of `bytes` where they break off. Nothing is left then.
 */
export async function receiveFile(
  scope: Scope,
  file: {
    door: UploadDoor;
    filename: string;
    declaredMimeType: string | null;
    bytes: ByteSource;
    holdBytes?: number | 'as-it-comes';
  },
): Promise<ReceivedBytes> {
  const { door, declaredMimeType, holdBytes = 0 } = file;
  const startedAt = scope.now();
  const uploadId = scope.newId();
  const key = landingKeyOf({ namespaceId: scope.namespace.id, id: uploadId });
  const filename = cleanFilename(file.filename);
  const known = { uploadId, door, key, filename, declaredMimeType };
  const room = createRoom(scope, known);
  if (holdBytes !== 'as-it-comes' && holdBytes > 0) await room.hold(holdBytes);
  try {
    const { maxFileBytes: maxBytes } = limitsOf(scope);
    const bytes = holdBytes === 'as-it-comes' ? room.growWith(file.bytes) : file.bytes;
    const { sizeBytes, sha256 } = await scope.storage.put(key, bytes, { maxBytes });
    if (room.heldBytes > 0 && sizeBytes > 0) await room.hold(sizeBytes);
    return { ...known, sizeBytes, sha256, reservedBytes: room.heldBytes, startedAt };
  } catch (error) {
    await releaseRoom(scope, { uploadId, reservedBytes: room.heldBytes });
    await scope.storage.delete(key);
    throw error;
  }
}

/** Forgets bytes that no upload will be made of. */
export async function discardReceived(scope: Scope, received: readonly ReceivedBytes[]): Promise<void> {
  await Promise.all(
    received.map(async (file) => {
      await releaseRoom(scope, file);
      await scope.storage.delete(file.key);
    }),
  );
}
