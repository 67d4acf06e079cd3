import type { Upload as UploadRow } from '../../db/generated/client.ts';
import { MediaError } from '../../errors/media-error.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import type { Scope } from '../scope.ts';
import { findUpload } from './find-upload.ts';
import { finishUpload } from './finish-upload.ts';
import { landingKeyOf } from './quarantine-keys.ts';
import type { CompletedUpload } from './received-file.ts';

/**
 * The client says that all bytes are in the storage. They are seen to be there; the rest is as at every door.
 * @returns null where a job completes it.
 * @throws MediaError 'conflict' while bytes are missing: send them and call again; where the file is refused.
 */
export async function completeDirectUpload(
  scope: Scope,
  { id }: { id: string },
): Promise<CompletedUpload | null> {
  const row = await findUpload(scope, id);
  if (row.door !== 'presigned') throw new MediaError('not-found');
  if (row.state === 'open') await requireArrived(scope, row);
  return finishUpload(scope, id);
}

async function requireArrived(scope: Scope, row: UploadRow): Promise<void> {
  const sizeBytes = Number(row.declaredSizeBytes);
  const { multipartId } = row;
  const { directUploads } = scope.storage;
  try {
    if (multipartId !== null && directUploads) {
      await directUploads.completeMultipart({ key: landingKeyOf(row), uploadId: multipartId, sizeBytes });
    } else if (!(await hasArrived(scope, row))) {
      throw new MediaError(
        'conflict',
        { storedBytes: 0, sizeBytes },
        { message: 'The bytes are not there yet.' },
      );
    }
  } catch (error) {
    // Another request may have been faster and be far ahead.
    if ((await findUpload(scope, row.id)).state === 'open') throw error;
    return;
  }
  // From here on whoever finds it can finish it.
  await scope.db.prisma.upload.updateMany({
    where: { id: row.id, state: 'open' },
    data: { offsetBytes: sizeBytes },
  });
}

async function hasArrived(scope: Scope, row: UploadRow): Promise<boolean> {
  for (const key of [landingKeyOf(row), parseObjectKey(row.quarantineKey)]) {
    if ((await scope.storage.head(key)) !== null) return true;
  }
  return false;
}
