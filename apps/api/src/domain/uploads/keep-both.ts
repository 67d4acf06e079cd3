import { type MediaFile, UploadFields } from '@vitrine/schema';
import type { Media, MediaVersion, Upload } from '../../db/generated/client.ts';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { getMedia } from '../media/get-media.ts';
import { recordChange } from '../record-change.ts';
import { enqueueThumbnails } from '../renditions/enqueue-thumbnails.ts';
import type { Scope } from '../scope.ts';
import { factsOfVersion } from '../versions/version-facts.ts';
import { applyUploadFields } from './apply-upload-fields.ts';
import { findUpload } from './find-upload.ts';
import { holdBlob } from './record-blob.ts';
import { recordMedia } from './record-media.ts';

/**
 * Makes a file of its own out of an upload that ended as a duplicate, over the same blob: no byte is sent or stored
 * again. Asking twice answers the same file.
 * @throws MediaError 'not-found', 'conflict' for an upload that is not done.
 */
export async function keepBoth(scope: Scope, { id }: { id: string }): Promise<MediaFile> {
  authorize(scope.actor, 'media.upload');
  const upload = await findUpload(scope, id);
  const mediaId = await transaction(scope, async (tx) => {
    const [row] = await tx.$queryRaw<{ media_id: string | null; duplicate_of: string | null }[]>`
      select media_id, duplicate_of from upload where id = ${upload.id}::uuid for update`;
    if (!row?.media_id) throw new MediaError('conflict', { state: upload.state });
    if (!row.duplicate_of) return row.media_id;
    const fields = UploadFields.parse(upload.fields);
    const made = await makeCopy(
      tx,
      scope,
      await findSent(tx, scope, upload, row.duplicate_of),
      upload.filename,
      fields,
    );
    await applyUploadFields(tx, scope, made, fields);
    await tx.upload.update({ where: { id: upload.id }, data: { mediaId: made, duplicateOfId: null } });
    await recordChange(tx, scope, {
      action: 'media.created',
      entity: 'media',
      ids: [made],
      event: 'media.created',
    });
    await refreshMediaIndex(tx, [made]);
    return made;
  });
  return getMedia(scope, { id: mediaId });
}

type Sent = MediaVersion & { media: Media };

/**
 * A version of the bytes that were sent: the file that had them then may show others by now, and may be gone.
 * @throws MediaError 'not-found' where no file has them any more.
 */
async function findSent(tx: Transaction, scope: Scope, upload: Upload, duplicateOf: string): Promise<Sent> {
  const namespaceId = scope.namespace.id;
  const { declaredSha256: sha256, offsetBytes } = upload;
  const blobId = sha256 && (await holdBlob(tx, scope, { sha256, sizeBytes: Number(offsetBytes) }));
  if (sha256 && !blobId) throw new MediaError('not-found', { id: duplicateOf });
  const version = await tx.mediaVersion.findFirst({
    // Uploads of before did not say which bytes they brought.
    where: blobId
      ? { namespaceId, blobId, needsActiveBlob: true }
      : { namespaceId, needsActiveBlob: true, currentOf: { some: { id: duplicateOf } } },
    include: { media: true },
    orderBy: { createdAt: 'asc' },
  });
  if (!version) throw new MediaError('not-found', { id: duplicateOf });
  return version;
}

async function makeCopy(
  tx: Transaction,
  scope: Scope,
  { media, ...version }: Sent,
  filename: string,
  fields: UploadFields,
): Promise<string> {
  const isReady = media.processingStatus === 'ready' && media.currentVersionId === version.id;
  const mediaId = await recordMedia(tx, scope, {
    blobId: version.blobId,
    kind: media.kind,
    filename,
    title: fields.title,
    description: fields.description,
    takenAt: media.takenAt?.toISOString() ?? null,
    processingStatus: isReady ? 'ready' : 'pending',
    isTemporary: fields.temporary === 'true',
    facts: factsOfVersion(version),
  });
  if (!isReady) await enqueueThumbnails(tx, scope, mediaId);
  return mediaId;
}
