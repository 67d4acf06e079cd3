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
    // Now they have told: which bytes these were stays known, whatever becomes of the file.
    ...(isDone && { declaredSha256: received.sha256 }),
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
  door: string;
  reserved_bytes: bigint;
  media_id: string | null;
  duplicate_of: string | null;
}

/** Locks the row, or, where a form has none yet, the making of it: two that complete one upload wait for each other. */
async function lockRow(tx: Transaction, uploadId: string): Promise<LockedRow | undefined> {
  const find = async () => {
    const [row] = await tx.$queryRaw<LockedRow[]>`
      select state, door, reserved_bytes, media_id, duplicate_of from upload
      where id = ${uploadId}::uuid for update`;
    return row;
  };
  const row = await find();
  if (row) return row;
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${uploadId}, 1))`;
  return find();
}

/** What is held for an upload as its row says it: whoever began to hold it may be dead. In bytes. */
const reservedBytesOf = (row: LockedRow | undefined) => Number(row?.reserved_bytes ?? 0);

/**
 * What was held for a form ends when a fault stops it. Whoever brings its bytes again, and holds nothing in its name,
 * may go on.
 */
const isOver = (row: LockedRow, received: ReceivedFile): boolean =>
  row.state === 'failed' ||
  (row.state === 'expired' && (row.door !== 'multipart' || received.reservedBytes > 0));

/**
 * Locks the row of an upload for the rest of the transaction.
 * @returns how it ended, where another process was faster; else what the ledger holds for it.
 * @throws MediaError 'conflict' where another process has refused it or given it up: its bytes are gone.
 */
export async function lockUpload(
  tx: Transaction,
  received: ReceivedFile,
): Promise<{ settled: CompletedUpload | null; reservedBytes: number }> {
  const { uploadId } = received;
  const row = await lockRow(tx, uploadId);
  if (row && isOver(row, received)) throw new MediaError('conflict', { state: row.state });
  const settled = row?.media_id
    ? { uploadId, mediaId: row.media_id, duplicateOf: row.duplicate_of, kind: null, startedAt: null }
    : null;
  return { settled, reservedBytes: reservedBytesOf(row) };
}

/** Locks likewise; whether the upload has ended in any way, so that nobody ends it twice. */
export async function lockEnded(
  tx: Transaction,
  received: ReceivedFile,
): Promise<{ hasEnded: boolean; reservedBytes: number }> {
  const row = await lockRow(tx, received.uploadId);
  const hasEnded = row !== undefined && (row.state === 'done' || isOver(row, received));
  return { hasEnded, reservedBytes: reservedBytesOf(row) };
}
