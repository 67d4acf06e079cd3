import { objectKey } from '../../storage/object-keys.ts';
import type { ByteSource } from '../../storage/storage-driver.ts';
import { limitsOf } from '../namespaces/limits-of.ts';
import type { Scope } from '../scope.ts';
import { cleanFilename } from './clean-filename.ts';
import type { ReceivedFile, UploadDoor } from './received-file.ts';

/** Bytes in quarantine of a request that has not told everything yet. */
export type ReceivedBytes = Omit<ReceivedFile, 'fields'>;

/**
 * Takes bytes of unknown length into quarantine, counting and hashing them on the way. No row is written: until the
 * upload completes there is nothing to tell, and what a crash leaves is an object without one.
 * @throws MediaError 'upload.too-large' at the first byte past the limit, whatever length was announced; the error of
 * `bytes` where they break off. Nothing is left then.
 */
export async function receiveFile(
  scope: Scope,
  file: { door: UploadDoor; filename: string; declaredMimeType: string | null; bytes: ByteSource },
): Promise<ReceivedBytes> {
  const startedAt = scope.now();
  const uploadId = scope.newId();
  const key = objectKey({ namespaceId: scope.namespace.id, purpose: 'quarantine', id: uploadId });
  const { sizeBytes, sha256 } = await scope.storage.put(key, file.bytes, {
    maxBytes: limitsOf(scope).maxFileBytes,
  });
  return {
    uploadId,
    door: file.door,
    key,
    sizeBytes,
    sha256,
    filename: cleanFilename(file.filename),
    declaredMimeType: file.declaredMimeType,
    reservedBytes: 0,
    startedAt,
  };
}

/** Forgets bytes that no upload will be made of. */
export async function discardReceived(scope: Scope, received: readonly ReceivedBytes[]): Promise<void> {
  await Promise.all(received.map(({ key }) => scope.storage.delete(key)));
}
