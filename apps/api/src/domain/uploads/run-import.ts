import { parse as parseDisposition } from 'content-disposition';
import type { Upload as UploadRow } from '../../db/generated/client.ts';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { toMediaError } from '../../errors/to-media-error.ts';
import { type RemoteFile, readRemoteFile } from '../../remote/read-remote-file.ts';
import { authorize } from '../identity/can.ts';
import { limitsOf } from '../namespaces/limits-of.ts';
import type { Scope, Services } from '../scope.ts';
import { endTask } from '../tasks/end-task.ts';
import { TaskCancelled, type TrackedTask, trackTask } from '../tasks/track-task.ts';
import { checkSize } from './begin-upload.ts';
import { cleanFilename } from './clean-filename.ts';
import { completeUpload, isPassing } from './complete-upload.ts';
import { ImportInput } from './describe-import-from-url.ts';
import { expireUpload } from './expire-upload.ts';
import { failUpload } from './fail-upload.ts';
import { completedUpload, completeFinished, receivedOf } from './finish-upload.ts';
import { nameInAddress } from './import-from-url.ts';
import { moveLedger } from './move-ledger.ts';
import type { CompletedUpload, ReceivedFile } from './received-file.ts';
import { scopeOfUploader } from './scope-of-uploader.ts';

interface ImportRun {
  requestId: string;
  signal: AbortSignal;
  /** After it nobody tries again. */
  isLastAttempt: boolean;
}

/**
 * Fetches the file of an import and completes it like any upload. Begins anew after a crash, or goes on where all bytes
 * are here already.
 * @returns null where it was cancelled.
 * @throws MediaError where the file is refused: its upload and its task say so too. All else is worth another try.
 */
export async function runImport(
  services: Services,
  { namespaceId, taskId }: { namespaceId: string; taskId: string },
  run: ImportRun,
): Promise<CompletedUpload | null> {
  const where = { namespaceId_id: { namespaceId, id: taskId } };
  const task = await services.db.prisma.task.findUnique({ where });
  const input = ImportInput.safeParse(task?.input);
  if (!input.success) return null;
  const row = await services.db.prisma.upload.findUnique({
    where: { namespaceId_id: { namespaceId, id: input.data.uploadId } },
  });
  if (!row) return null;
  const scope = await scopeOfUploader(services, row, run.requestId);
  // What a server says of a type is no claim of whoever imports the file.
  const received: ReceivedFile = { ...receivedOf(row), declaredMimeType: null };
  try {
    const completed = await fetchAndComplete(scope, { row, received, input: input.data, taskId, run });
    await endTask(scope, { id: taskId, error: null });
    return completed;
  } catch (error) {
    if (error instanceof TaskCancelled) {
      if (await expireUpload(scope, row.id)) await scope.storage.delete(received.key);
      await endTask(scope, { id: taskId, error: null });
      return null;
    }
    if (run.signal.aborted || (isPassing(error) && !run.isLastAttempt)) throw error;
    const refusal = toMediaError(error);
    await failUpload(scope, received, refusal);
    await endTask(scope, { id: taskId, error: refusal.message });
    throw error;
  }
}

interface Known {
  row: UploadRow;
  /** Grows true as the bytes come. */
  received: ReceivedFile;
  input: ImportInput;
  taskId: string;
  run: ImportRun;
}

async function fetchAndComplete(
  scope: Scope,
  { row, received, input, taskId, run }: Known,
): Promise<CompletedUpload | null> {
  if (row.state === 'finishing') return completeFinished(scope, row);
  if (row.state !== 'open') return endedBefore(scope, row);
  await fetchFile(scope, { received, input, taskId, run });
  return completeUpload(scope, received);
}

async function fetchFile(scope: Scope, { received, input, taskId, run }: Omit<Known, 'row'>): Promise<void> {
  await using task = await trackTask(scope, { id: taskId, signal: run.signal });
  authorize(scope.actor, 'media.upload');
  const { allowedHosts, timeoutSeconds } = scope.config.imports;
  const limits = { allowedHosts, timeoutMs: timeoutSeconds * 1000, signal: task.signal };
  await readRemoteFile(new URL(input.url), limits, (file) => receive(scope, { received, input, task, file }));
}

/** @throws MediaError that says why there is no file: the task must not pass for done. */
function endedBefore(scope: Scope, row: UploadRow): Promise<CompletedUpload | null> {
  if (row.state !== 'expired') return completedUpload(scope, row.id);
  const message = `${row.filename} was given up before its turn came. Import it again.`;
  throw new MediaError('gone', undefined, { message });
}

/** Takes the bytes into quarantine; when all are here the row says so, and the rest can be done by anyone. */
async function receive(
  scope: Scope,
  known: { received: ReceivedFile; input: ImportInput; task: TrackedTask; file: RemoteFile },
): Promise<void> {
  const { received, input, task, file } = known;
  received.filename = input.filename ?? nameOf(file);
  const { filename } = received;
  if (file.sizeBytes !== null) {
    checkSize(scope, file.sizeBytes);
    await book(scope, received, { filename, sizeBytes: file.sizeBytes, state: 'open' });
  }
  const counted = countBytes(file.bytes, (bytes) =>
    task.report({ done: toKiB(bytes), total: file.sizeBytes === null ? null : toKiB(file.sizeBytes) }),
  );
  const { maxFileBytes: maxBytes } = limitsOf(scope);
  const stored = await scope.storage.put(received.key, counted, { maxBytes });
  await book(scope, received, { filename, sizeBytes: stored.sizeBytes, state: 'finishing' });
  Object.assign(received, stored);
}

/**
 * Holds room for what is coming, or for what came.
 * @throws MediaError 'quota.exceeded', 'conflict' where the upload has ended meanwhile.
 */
async function book(
  scope: Scope,
  received: ReceivedFile,
  { filename, sizeBytes, state }: { filename: string; sizeBytes: number; state: 'open' | 'finishing' },
): Promise<void> {
  const { uploadId } = received;
  await transaction(scope, async (tx) => {
    const [open] = await tx.$queryRaw<{ reserved_bytes: bigint }[]>`
      select reserved_bytes from upload where id = ${uploadId}::uuid and state = 'open' for update`;
    if (!open) throw new MediaError('conflict');
    await tx.upload.update({
      where: { id: uploadId },
      data: {
        filename,
        state,
        declaredSizeBytes: sizeBytes,
        reservedBytes: sizeBytes,
        offsetBytes: state === 'finishing' ? sizeBytes : 0,
      },
    });
    const more = sizeBytes - Number(open.reserved_bytes);
    await moveLedger(tx, scope.namespace.id, { usedBytes: 0, reservedBytes: more });
  });
  received.reservedBytes = sizeBytes;
}

/** What makes pages says nothing of the file that it sends. */
const programs = /\.(?:php\d?|aspx?|ashx|jspx?|cgi|pl|do)$/i;

/** As the server names it, else as the address ends. */
function nameOf({ url, disposition }: RemoteFile): string {
  const given = disposition === null ? undefined : parseDisposition(disposition).parameters.filename;
  if (given) return cleanFilename(given);
  return cleanFilename(nameInAddress(url).replace(programs, ''));
}

async function* countBytes(bytes: AsyncIterable<Uint8Array>, report: (total: number) => void) {
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.byteLength;
    report(total);
    yield chunk;
  }
}

const toKiB = (bytes: number) => Math.ceil(bytes / 1024);
