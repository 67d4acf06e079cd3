import { UploadId } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';
import { expireUpload } from './expire-upload.ts';
import { findUpload } from './find-upload.ts';
import { quarantineKeysOf } from './quarantine-keys.ts';

/**
 * Gives an unfinished upload up: its row says so, what was held for it is free, its bytes are gone. Aborting twice
 * does nothing.
 * @throws MediaError 'conflict' where the file is there already: it is deleted like any file.
 */
export async function abortUpload(scope: Scope, { id }: { id: string }): Promise<{ id: UploadId }> {
  const upload = await findUpload(scope, id);
  refuseComplete(upload);
  const wasOpen = await expireUpload(scope, upload.id);
  if (wasOpen) await Promise.all(quarantineKeysOf(upload).map((key) => scope.storage.delete(key)));
  // Its last byte came between the look and this.
  else refuseComplete(await findUpload(scope, id));
  return { id: UploadId.parse(id) };
}

function refuseComplete({ state }: { state: string }): void {
  if (state !== 'done' && state !== 'finishing') return;
  throw new MediaError('conflict', { state }, { message: 'This upload is complete already.' });
}
