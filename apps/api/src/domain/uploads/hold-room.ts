import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import type { ObjectKey } from '../../storage/object-keys.ts';
import type { Scope } from '../scope.ts';
import { expireUpload } from './expire-upload.ts';
import { moveLedger } from './move-ledger.ts';
import { openUploadRow } from './open-upload-row.ts';
import type { ReceivedFile, UploadDoor } from './received-file.ts';

/** A form is over by then, or its process is. */
const holdLifeMs = 60 * 60 * 1000;

/**
 * Holds room for a file of a form that is about to arrive, by a row of its own: what a crash leaves held is given back
 * when that row expires.
 * @throws MediaError 'quota.exceeded'.
 */
export async function holdRoom(
  scope: Scope,
  file: {
    uploadId: string;
    door: UploadDoor;
    key: ObjectKey;
    filename: string;
    declaredMimeType: string | null;
    bytes: number;
  },
): Promise<void> {
  const { key: quarantineKey, bytes: sizeBytes, ...named } = file;
  await transaction(scope, (tx) =>
    openUploadRow(tx, scope, { ...named, quarantineKey, sizeBytes, lifeMs: holdLifeMs }),
  );
}

/**
 * Holds what came instead of what was thought to come.
 * @throws MediaError 'quota.exceeded', 'conflict' where the row has expired.
 */
export async function adjustRoom(
  scope: Scope,
  { uploadId, heldBytes, sizeBytes }: { uploadId: string; heldBytes: number; sizeBytes: number },
): Promise<void> {
  await transaction(scope, async (tx) => {
    const { count } = await tx.upload.updateMany({
      where: { id: uploadId, state: 'open' },
      data: { declaredSizeBytes: sizeBytes, reservedBytes: sizeBytes },
    });
    if (count === 0) throw new MediaError('conflict');
    await moveLedger(tx, scope.namespace.id, { usedBytes: 0, reservedBytes: sizeBytes - heldBytes });
  });
}

/** Gives back what is held for a file that no upload will be made of. */
export async function releaseRoom(
  scope: Scope,
  { uploadId, reservedBytes }: Pick<ReceivedFile, 'uploadId' | 'reservedBytes'>,
): Promise<void> {
  if (reservedBytes > 0) await expireUpload(scope, uploadId);
}
