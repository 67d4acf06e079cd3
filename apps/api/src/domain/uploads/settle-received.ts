import type { UploadFields } from '@vitrine/schema';
import { runOnce } from '../idempotency/run-once.ts';
import type { Scope } from '../scope.ts';
import { completeUpload, isPassing } from './complete-upload.ts';
import { refusalOf } from './finish-upload.ts';
import { releaseRoom } from './hold-room.ts';
import { discardReceived, type ReceivedBytes } from './receive-file.ts';
import type { CompletedUpload } from './received-file.ts';

/** A file of a form: its bytes, or why they were not taken. */
export type ArrivedFile = { filename: string } & ({ received: ReceivedBytes } | { error: Error });

/** What became of one, in the order of the form. */
export type SettledFile = { filename: string } & ({ completed: CompletedUpload } | { error: unknown });

/** Some of it may do better next time: the key must not stand for this answer yet. */
class Unsettled extends Error {
  override name = 'Unsettled';
  readonly settled: SettledFile[];

  constructor(settled: SettledFile[]) {
    super('Not every file of the form was settled.');
    this.settled = settled;
  }
}

/**
 * Completes the files of a form, each for itself; with an `Idempotency-Key` once, however often the same form comes.
 * @throws MediaError as `runOnce`. What is wrong with a file stands beside it.
 */
export async function settleReceived(
  scope: Scope,
  arrived: readonly ArrivedFile[],
  { fields, idempotencyKey }: { fields: UploadFields; idempotencyKey: string | undefined },
): Promise<SettledFile[]> {
  const content = [
    'POST /upload',
    arrived.map((file) => [
      file.filename,
      'received' in file ? contentOf(file.received) : file.error.message,
    ]),
    Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
  const newIds = arrived.map((file) => ('received' in file ? file.received.uploadId : scope.newId()));
  const work = async (ids: readonly string[]): Promise<SettledFile[]> => {
    const settled: SettledFile[] = [];
    for (const [index, file] of arrived.entries()) {
      settled.push(await settle(scope, file, { fields, uploadId: ids[index] ?? '' }));
    }
    if (settled.some((file) => 'error' in file && isPassing(file.error))) throw new Unsettled(settled);
    return settled;
  };
  try {
    return await runOnce(scope, { key: idempotencyKey, content, newIds }, { first: work, again: work });
  } catch (error) {
    if (error instanceof Unsettled) return error.settled;
    throw error;
  }
}

const contentOf = ({ sha256, sizeBytes, declaredMimeType }: ReceivedBytes) => [
  sha256,
  sizeBytes,
  declaredMimeType,
];

async function settle(
  scope: Scope,
  file: ArrivedFile,
  { fields, uploadId }: { fields: UploadFields; uploadId: string },
): Promise<SettledFile> {
  const { filename } = file;
  if ('error' in file) return { filename, error: file.error };
  const { received } = file;
  try {
    const isOwn = uploadId === received.uploadId;
    const before = isOwn ? null : await findEnded(scope, uploadId);
    if (before) {
      await discardReceived(scope, [received]);
      return { filename, ...before };
    }
    // What is held is held in the name of its own upload.
    if (!isOwn) await releaseRoom(scope, received);
    const reservedBytes = isOwn ? received.reservedBytes : 0;
    return {
      filename,
      completed: await completeUpload(scope, { ...received, uploadId, fields, reservedBytes }),
    };
  } catch (error) {
    return { filename, error };
  }
}

/** How an upload ended that somebody has completed before under this id; null where nobody has. */
async function findEnded(
  scope: Scope,
  uploadId: string,
): Promise<{ completed: CompletedUpload } | { error: unknown } | null> {
  const row = await scope.db.prisma.upload.findUnique({
    where: { namespaceId_id: { namespaceId: scope.namespace.id, id: uploadId } },
  });
  if (row?.state === 'failed') return { error: refusalOf(row) };
  if (!row?.mediaId) return null;
  const { mediaId, duplicateOfId: duplicateOf } = row;
  return { completed: { uploadId, mediaId, duplicateOf, kind: null, startedAt: null } };
}
