import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { toMediaError } from '../../errors/to-media-error.ts';
import { type InspectedFile, inspectFile } from '../../processing/inspect-file.ts';
import { recipesOf } from '../../processing/recipes.ts';
import type { ObjectKey } from '../../storage/object-keys.ts';
import { authorize } from '../identity/can.ts';
import { limitsOf } from '../namespaces/limits-of.ts';
import { discardRenditions, type StoredRendition, storeRenditions } from '../renditions/store-renditions.ts';
import type { Scope } from '../scope.ts';
import { checkSize } from './begin-upload.ts';
import { discardBytes } from './discard-bytes.ts';
import { failUpload } from './fail-upload.ts';
import { releaseRoom } from './hold-room.ts';
import { originalKeyOf } from './quarantine-keys.ts';
import type { CompletedUpload, ReceivedFile } from './received-file.ts';
import { findActiveBlob } from './record-blob.ts';
import { recordUpload } from './record-upload.ts';

/** Errors after which another try can do better: the upload stays as it is and a job takes it up again. */
const passing = new Set(['internal', 'conflict', 'storage.unavailable', 'storage.full']);

/** Errors after which nobody knows whether the rows were written: the commit may have come through, its answer not. */
const unsure = new Set(['internal', 'storage.unavailable']);

/** Whether trying the same upload again may do better. */
export function isPassing(error: unknown): boolean {
  return passing.has(toMediaError(error).code);
}

/** What was put in place for a file before its rows are written. */
export interface Placed {
  key: ObjectKey;
  renditions: StoredRendition[];
}

/** A blob that was seen before the transaction may be given up before it: then the bytes are put in place after all. */
const maxAttempts = 3;

/**
 * The one way from bytes to a file, whatever door they came by: checked, put in place, then everything that is known
 * of them written in one transaction. Bytes before rows: what a crash leaves behind is an object that nobody points
 * at, which the sweeper finds.
 *
 * @throws MediaError where the file is refused. Nothing is left then but the upload's row that says why.
 */
export async function completeUpload(scope: Scope, received: ReceivedFile): Promise<CompletedUpload> {
  using _beat = scope.uploadBeats.hold(received.uploadId);
  using _pass = await scope.turnstiles.completing.enter();
  try {
    // Whoever began it may have lost the right since.
    authorize(scope.actor, 'media.upload');
    checkSize(scope, received.sizeBytes);
    const inspected = await inspect(scope, received);
    checkSize(scope, received.sizeBytes, inspected.kind);
    for (let attempt = 1; ; attempt++) {
      const completed = await placeAndRecord(scope, received, inspected);
      if (completed) return completed;
      if (attempt === maxAttempts)
        throw new Error('The blob of an upload was given up each time it was found.');
    }
  } catch (error) {
    const refusal = await refusalOf(scope, received, error);
    if (!isPassing(refusal)) await failUpload(scope, received, refusal);
    else if (received.door === 'multipart') {
      await releaseRoom(scope, received);
      if (!mayBeInUse(received, refusal)) await discardBytes(scope, received.key);
    }
    throw withCause(refusal, error);
  }
}

/** Bytes in place that a row may come to point at are left to the sweeper, which asks the database much later. */
function mayBeInUse({ key }: ReceivedFile, refusal: MediaError): boolean {
  return unsure.has(refusal.code) && key === originalKeyOf(key);
}

/**
 * What somebody else has moved while it was looked at is refused for no fault of its own: they are completing the same
 * upload, or have done so.
 */
async function refusalOf(scope: Scope, received: ReceivedFile, error: unknown): Promise<MediaError> {
  const refusal = toMediaError(error);
  // A file that is no longer there where it was opened is a fault without a name.
  const isFault = refusal.code === 'internal';
  if (isPassing(refusal) && !isFault) return refusal;
  // Where storage does not answer, the first error says more.
  const isThere = await scope.storage.head(received.key).then(
    (found) => found !== null,
    () => true,
  );
  if (isThere) return refusal;
  return new MediaError('conflict', { reason: bytesMoved }, { cause: error });
}

const bytesMoved = 'bytes-moved';

/** Whether looking for the bytes again may do better at once. */
export function haveMoved(error: unknown): boolean {
  if (!(error instanceof MediaError) || error.code !== 'conflict') return false;
  const { reason } = error.details ?? {};
  return reason === bytesMoved;
}

function inspect(scope: Scope, { key, filename, declaredMimeType }: ReceivedFile): Promise<InspectedFile> {
  return scope.storage.withLocalFile(key, (path) =>
    inspectFile(scope.decodePool, {
      path,
      filename,
      ...(declaredMimeType !== null && { declaredMimeType }),
      recipes: recipesOf(scope.config.processing.presets),
      allowedTypes: Object.values(limitsOf(scope).allowedTypes).flat(),
    }),
  );
}

/** Null where the blob that was seen before is gone: try again. */
async function placeAndRecord(
  scope: Scope,
  received: ReceivedFile,
  inspected: InspectedFile,
): Promise<CompletedUpload | null> {
  const isKnown = (await findActiveBlob(scope, received)) !== null;
  const placed = isKnown ? null : await place(scope, received, inspected);
  try {
    const outcome = await transaction(scope, (tx) =>
      recordUpload(tx, scope, { received, inspected, placed }),
    );
    if (!outcome) return null;
    if (!outcome.usesPlaced) {
      if (placed) await discardRenditions(scope, placed.renditions);
      await discardBytes(scope, received.key);
    }
    return outcome.completed;
  } catch (error) {
    const isUnsure = unsure.has(toMediaError(error).code);
    if (placed && !isUnsure) await discardRenditions(scope, placed.renditions);
    throw error;
  }
}

/** The key follows from that in quarantine: moving twice after a crash comes to the same. */
async function place(scope: Scope, received: ReceivedFile, inspected: InspectedFile): Promise<Placed> {
  const key = originalKeyOf(received.key);
  const renditions = await storeRenditions(scope, inspected.renditions);
  if (received.key !== key) await scope.storage.move(received.key, key, { contentType: inspected.mimeType });
  received.key = key;
  return { key, renditions };
}

/** The first error stays the cause, so that the log shows what really happened. */
function withCause(refusal: MediaError, error: unknown): MediaError {
  if (refusal !== error) refusal.cause ??= error;
  return refusal;
}
