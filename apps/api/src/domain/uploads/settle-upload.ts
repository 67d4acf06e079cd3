import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';
import { announceUpload } from './announce-upload.ts';
import type { CompletedUpload, ReceivedFile } from './received-file.ts';

type Ending =
  | { state: 'done'; mediaId: string; duplicateOf: string | null }
  | {
      state: 'failed';
      error: { code: string; message: string; details?: Record<string, unknown> | undefined };
    };

/** Writes and tells how an upload ended, also where it had no row before: a form tells the size only once it is there. */
export async function settleUpload(
  tx: Transaction,
  scope: Scope,
  received: ReceivedFile,
  ending: Ending,
): Promise<void> {
  const isDone = ending.state === 'done';
  const end = {
    state: ending.state,
    mediaId: isDone ? ending.mediaId : null,
    duplicateOfId: isDone ? ending.duplicateOf : null,
    ...(!isDone && { error: JSON.parse(JSON.stringify(ending.error)) }),
    offsetBytes: received.sizeBytes,
    // A form may tell them after its bytes, and a server the name with them.
    fields: received.fields,
    filename: received.filename,
    reservedBytes: 0,
    finishedAt: scope.now(),
    expiresAt: null,
  };
  await tx.upload.upsert({
    where: { namespaceId_id: { namespaceId: scope.namespace.id, id: received.uploadId } },
    update: end,
    create: {
      ...end,
      id: received.uploadId,
      namespaceId: scope.namespace.id,
      door: received.door,
      userId: scope.actor.userId,
      apiKeyId: scope.actor.keyId,
      declaredSizeBytes: received.sizeBytes,
      declaredMimeType: received.declaredMimeType,
      quarantineKey: received.key,
      requestId: scope.requestId,
      createdAt: received.startedAt,
    },
  });
  // The answer to a form says it itself.
  if (received.door !== 'multipart') await announceUpload(tx, scope, received.uploadId);
}

interface LockedRow {
  state: string;
  media_id: string | null;
  duplicate_of: string | null;
}

async function lockRow(tx: Transaction, uploadId: string): Promise<LockedRow | undefined> {
  const [row] = await tx.$queryRaw<LockedRow[]>`
    select state, media_id, duplicate_of from upload where id = ${uploadId}::uuid for update`;
  return row;
}

/**
 * Locks the row of an upload for the rest of the transaction.
 * @returns how it ended, where another process was faster.
 * @throws MediaError 'conflict' where another process has refused it or given it up: its bytes are gone.
 */
export async function lockUpload(tx: Transaction, uploadId: string): Promise<CompletedUpload | null> {
  const row = await lockRow(tx, uploadId);
  if (row?.state === 'failed' || row?.state === 'expired')
    throw new MediaError('conflict', { state: row.state });
  return row?.media_id
    ? { uploadId, mediaId: row.media_id, duplicateOf: row.duplicate_of, kind: null, startedAt: null }
    : null;
}

/** Locks likewise; whether the upload has ended in any way, so that nobody ends it twice. */
export async function lockEnded(tx: Transaction, uploadId: string): Promise<boolean> {
  const row = await lockRow(tx, uploadId);
  return row !== undefined && ['done', 'failed', 'expired'].includes(row.state);
}
