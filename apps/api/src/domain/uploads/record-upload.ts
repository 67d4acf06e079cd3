import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { InspectedFile } from '../../processing/inspect-file.ts';
import { type LockedMedia, lockMedia } from '../media/lock-media.ts';
import { recordChange } from '../record-change.ts';
import { enqueueThumbnails } from '../renditions/enqueue-thumbnails.ts';
import { recordRenditions } from '../renditions/store-renditions.ts';
import type { Scope } from '../scope.ts';
import { addVersion } from '../versions/add-version.ts';
import { checkReplaceable } from '../versions/check-replaceable.ts';
import { applyUploadFields } from './apply-upload-fields.ts';
import type { Placed } from './complete-upload.ts';
import { findDuplicate } from './find-duplicate.ts';
import { holdMembership } from './hold-membership.ts';
import { keepForGood } from './keep-for-good.ts';
import { moveLedger } from './move-ledger.ts';
import type { CompletedUpload, ReceivedFile } from './received-file.ts';
import { recordBlob } from './record-blob.ts';
import { recordMedia, type VersionFacts } from './record-media.ts';
import { lockUpload, settleUpload } from './settle-upload.ts';
import { signedHash } from './signed-hash.ts';

interface Recorded {
  completed: CompletedUpload;
  /** Whether rows point at the bytes and the renditions that were put in place. */
  usesPlaced: boolean;
}

interface Known {
  received: ReceivedFile;
  inspected: InspectedFile;
  placed: Placed | null;
}

/**
 * All rows of an upload, in the transaction of the caller: blob, file, version, renditions, tags, audit, event, ledger
 * and the end of the upload itself. Locks are taken in this one order everywhere: upload, file, blob, names, ledger, index.
 * @returns null where the blob that was seen before is gone.
 */
export async function recordUpload(tx: Transaction, scope: Scope, known: Known): Promise<Recorded | null> {
  const { received, inspected, placed } = known;
  const { uploadId, fields } = received;
  const { settled, reservedBytes } = await lockUpload(tx, received);
  if (settled) return { completed: settled, usesPlaced: false };
  await holdMembership(tx, scope);
  const replaced = fields.replaces ? await lockReplaced(tx, scope, fields.replaces, inspected) : null;
  const blob = await recordBlob(
    tx,
    scope,
    { sha256: received.sha256, sizeBytes: received.sizeBytes, mimeType: inspected.mimeType },
    placed?.key ?? null,
  );
  if (!blob) return null;
  const existing = replaced
    ? await findShown(tx, scope, replaced.id, blob.blobId)
    : blob.isNew || fields.onDuplicate === 'keep-both'
      ? null
      : await findDuplicate(tx, scope, blob.blobId);
  const mediaId =
    existing ??
    (replaced
      ? await recordNewVersion(tx, scope, known, { ...blob, replaced })
      : await recordNewFile(tx, scope, known, blob));
  if (blob.isNew && placed) {
    await recordRenditions(tx, scope, blob.blobId, inspected.toolVersion ?? '', placed.renditions);
  }
  await settleUpload(tx, scope, received, { state: 'done', mediaId, duplicateOf: existing });
  await moveLedger(tx, scope.namespace.id, {
    usedBytes: blob.isNew ? received.sizeBytes : 0,
    reservedBytes: -reservedBytes,
  });
  if (existing) await keepForGood(tx, scope, existing, fields);
  if (!existing) await refreshMediaIndex(tx, [mediaId]);
  return {
    completed: {
      uploadId,
      mediaId,
      duplicateOf: existing,
      kind: inspected.kind,
      startedAt: received.startedAt,
    },
    usesPlaced: blob.isNew,
  };
}

async function recordNewFile(
  tx: Transaction,
  scope: Scope,
  { received, inspected }: Known,
  { blobId, isNew }: { blobId: string; isNew: boolean },
): Promise<string> {
  const { fields, filename } = received;
  const isShown = await isShownAlready(tx, scope, inspected, { blobId, isNew });
  const mediaId = await recordMedia(tx, scope, {
    blobId,
    kind: inspected.kind,
    filename,
    title: fields.title,
    description: fields.description,
    takenAt: inspected.takenAt,
    processingStatus: isShown ? 'ready' : 'pending',
    isTemporary: fields.temporary === 'true',
    facts: factsOf(inspected),
  });
  if (!isShown) await enqueueThumbnails(tx, scope, mediaId);
  await applyUploadFields(tx, scope, mediaId, fields);
  await recordChange(tx, scope, {
    action: 'media.created',
    entity: 'media',
    ids: [mediaId],
    event: 'media.created',
  });
  return mediaId;
}

/** The bytes become the next version of a file that is there. */
async function recordNewVersion(
  tx: Transaction,
  scope: Scope,
  { received, inspected }: Known,
  { blobId, isNew, replaced }: { blobId: string; isNew: boolean; replaced: LockedMedia },
): Promise<string> {
  await addVersion(tx, scope, replaced, {
    blobId,
    originalFilename: received.filename,
    note: received.fields.note,
    facts: factsOf(inspected),
    isShown: await isShownAlready(tx, scope, inspected, { blobId, isNew }),
    action: 'media.version-added',
  });
  return replaced.id;
}

async function lockReplaced(
  tx: Transaction,
  scope: Scope,
  id: string,
  { kind }: InspectedFile,
): Promise<LockedMedia> {
  return checkReplaceable(scope, (await lockMedia(tx, scope, [id])).get(id), kind);
}

/** The file itself where it shows these bytes already: a version that changes nothing is none. */
async function findShown(
  tx: Transaction,
  scope: Scope,
  mediaId: string,
  blobId: string,
): Promise<string | null> {
  const shown = await tx.mediaVersion.count({
    where: { namespaceId: scope.namespace.id, mediaId, blobId, currentOf: { some: { id: mediaId } } },
  });
  return shown > 0 ? mediaId : null;
}

function factsOf(inspected: InspectedFile): VersionFacts {
  return {
    width: inspected.width,
    height: inspected.height,
    durationSeconds: inspected.durationSeconds,
    pageCount: inspected.pageCount,
    hasAlpha: inspected.hasAlpha,
    animated: inspected.animated,
    metadata: inspected.metadata,
    privateMetadata: inspected.privateMetadata,
    phash: signedHash(inspected),
    placeholder: inspected.placeholder,
    palette: inspected.palette,
    damaged: inspected.damaged,
    extractedText: inspected.text,
  };
}

/** The thumbnails of a new blob came with the inspection and stand in this very transaction. */
async function isShownAlready(
  tx: Transaction,
  scope: Scope,
  { renditions }: InspectedFile,
  { blobId, isNew }: { blobId: string; isNew: boolean },
): Promise<boolean> {
  return isNew || hasRenditions(tx, scope, blobId, renditions.length);
}

/** An older file of the same bytes may have lost its thumbnails, or may be waiting for them still. */
async function hasRenditions(
  tx: Transaction,
  scope: Scope,
  blobId: string,
  expected: number,
): Promise<boolean> {
  const where = { namespaceId: scope.namespace.id, blobId, preset: { not: null } };
  return (await tx.rendition.count({ where })) >= expected;
}
