import { UploadFields } from '@vitrine/schema';
import type { Upload as UploadRow } from '../../db/generated/client.ts';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { enqueue } from '../../queue/enqueue.ts';
import { hashObject } from '../../storage/hash-object.ts';
import { type ObjectKey, parseObjectKey } from '../../storage/object-keys.ts';
import type { Scope } from '../scope.ts';
import { announceUpload } from './announce-upload.ts';
import { completeUpload, haveMoved } from './complete-upload.ts';
import { failUpload } from './fail-upload.ts';
import { processUploadedFile } from './process-uploaded-file.ts';
import { originalKeyOf } from './quarantine-keys.ts';
import type { CompletedUpload, ReceivedFile, UploadDoor } from './received-file.ts';
import { sealLanded } from './seal-landed.ts';

/** Up to here an upload is completed inside its last request; a larger one takes too long for that. */
const inlineBytes = 64 * 1024 * 1024;

/**
 * Called when the last byte of a resumable upload is safe.
 * @returns null where a job completes it.
 * @throws MediaError where the file is refused.
 */
export async function finishUpload(scope: Scope, uploadId: string): Promise<CompletedUpload | null> {
  const namespaceId = scope.namespace.id;
  const row = await transaction(scope, async (tx) => {
    const [changed] = await tx.upload.updateManyAndReturn({
      where: { namespaceId, id: uploadId, state: 'open' },
      data: { state: 'finishing' },
    });
    if (changed && changed.declaredSizeBytes > inlineBytes) {
      await announceUpload(tx, scope, uploadId);
      await enqueue(
        tx,
        processUploadedFile.name,
        processUploadedFile.payload,
        { namespaceId, uploadId },
        { jobKey: `process:${uploadId}`, requestId: scope.requestId },
      );
    }
    return changed;
  });
  if (!row) return completedUpload(scope, uploadId);
  return row.declaredSizeBytes > inlineBytes ? null : completeFinished(scope, row);
}

/** How an upload ended that somebody else has finished: this request came twice, or the sweeper was faster. */
export async function completedUpload(scope: Scope, uploadId: string): Promise<CompletedUpload | null> {
  const row = await scope.db.prisma.upload.findUnique({
    where: { namespaceId_id: { namespaceId: scope.namespace.id, id: uploadId } },
  });
  if (!row || row.state === 'expired') throw new MediaError('not-found');
  if (row.state === 'failed') throw refusalOf(row);
  return row.mediaId
    ? { uploadId, mediaId: row.mediaId, duplicateOf: row.duplicateOfId, kind: null, startedAt: null }
    : null;
}

/** Bytes move once, from quarantine to the originals, and end at most once after that. */
const maxLooks = 3;

/**
 * Hashes what lies in storage and completes it. Can be repeated after a crash anywhere in it, and does no harm beside
 * somebody else who does the same.
 * @returns null where the upload had ended before, and not with a file.
 */
export async function completeFinished(scope: Scope, row: UploadRow): Promise<CompletedUpload | null> {
  using _beat = scope.uploadBeats.hold(row.id);
  for (let look = 1; ; look++) {
    try {
      await sealLanded(scope, row);
      const received = await readReceived(scope, row);
      if (!received) return await completedUpload(scope, row.id);
      await requireAnnounced(scope, row, received);
      return await completeUpload(scope, received);
    } catch (error) {
      if (look === maxLooks || !haveMoved(error)) throw error;
    }
  }
}

/** Not every storage checks what its signatures bind. */
async function requireAnnounced(scope: Scope, row: UploadRow, received: ReceivedFile): Promise<void> {
  const announcedBytes = Number(row.declaredSizeBytes);
  const isSame =
    received.sizeBytes === announcedBytes &&
    (row.declaredSha256 === null || received.sha256 === row.declaredSha256);
  if (isSame) return;
  const refusal = new MediaError('upload.hash-mismatch');
  await failUpload(scope, { ...received, sizeBytes: Math.min(received.sizeBytes, announcedBytes) }, refusal);
  throw refusal;
}

/** What a row tells of an upload before its bytes are looked at. */
export function receivedOf(row: UploadRow): ReceivedFile {
  return {
    uploadId: row.id,
    door: row.door as UploadDoor,
    key: parseObjectKey(row.quarantineKey),
    sizeBytes: 0,
    sha256: '',
    filename: row.filename,
    declaredMimeType: row.declaredMimeType,
    fields: UploadFields.parse(row.fields),
    reservedBytes: Number(row.reservedBytes),
    startedAt: row.createdAt,
  };
}

/** Null where somebody else has ended the upload. */
async function readReceived(scope: Scope, row: UploadRow): Promise<ReceivedFile | null> {
  const received = receivedOf(row);
  const { key: quarantine } = received;
  // Killed between the last byte and the end of the object: all bytes are there, under their unfinished name.
  if ((await scope.storage.unfinishedBytes(quarantine)) === Number(row.declaredSizeBytes)) {
    await scope.storage.finish(quarantine);
  }
  for (const key of [quarantine, originalKeyOf(quarantine)]) {
    const content = await hashIfThere(scope, key);
    if (content) return { ...received, key, ...content };
  }
  // Neither here nor there: it can never be completed, and must not hold its reservation for ever.
  const refusal = new MediaError('not-found', undefined, {
    message: `The bytes of ${row.filename} are no longer stored. Upload the file again.`,
  });
  if (await failUpload(scope, received, refusal)) return null;
  throw refusal;
}

async function hashIfThere(scope: Scope, key: ObjectKey) {
  if ((await scope.storage.head(key)) === null) return null;
  try {
    return await hashObject(scope.storage, key);
  } catch (error) {
    // Moved between the two looks.
    if (error instanceof MediaError && error.code === 'not-found') return null;
    throw error;
  }
}

/** Why an upload failed, as its row says. */
export function refusalOf(row: UploadRow): MediaError {
  const { code, message, details } = row.error as {
    code: MediaError['code'];
    message: string;
    details?: Record<string, unknown>;
  };
  return new MediaError(code, details, { message });
}
