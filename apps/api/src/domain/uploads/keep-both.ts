import { type MediaFile, UploadFields } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { getMedia } from '../media/get-media.ts';
import { recordChange } from '../record-change.ts';
import { enqueueThumbnails } from '../renditions/enqueue-thumbnails.ts';
import type { Scope } from '../scope.ts';
import { applyUploadFields } from './apply-upload-fields.ts';
import { findUpload } from './find-upload.ts';
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
    const { filename } = upload;
    const made = await copyMedia(tx, scope, { duplicateOf: row.duplicate_of, filename, fields });
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

async function copyMedia(
  tx: Transaction,
  scope: Scope,
  { duplicateOf, filename, fields }: { duplicateOf: string; filename: string; fields: UploadFields },
): Promise<string> {
  const original = await tx.media.findUnique({
    where: { namespaceId_id: { namespaceId: scope.namespace.id, id: duplicateOf } },
    include: { currentVersion: true },
  });
  if (!original?.currentVersion) throw new MediaError('not-found');
  const { kind, takenAt, processingStatus, currentVersion: version } = original;
  const isReady = processingStatus === 'ready';
  const mediaId = await recordMedia(tx, scope, {
    blobId: version.blobId,
    kind,
    filename,
    title: fields.title,
    description: fields.description,
    takenAt: takenAt?.toISOString() ?? null,
    processingStatus: isReady ? 'ready' : 'pending',
    facts: {
      width: version.width,
      height: version.height,
      durationSeconds: version.durationSeconds,
      pageCount: version.pageCount,
      hasAlpha: version.hasAlpha,
      animated: version.animated,
      metadata: version.metadata as object,
      privateMetadata: version.privateMetadata as object,
      phash: version.phash,
      placeholder: version.placeholder,
      palette: version.palette,
      damaged: version.damaged,
      extractedText: version.extractedText,
    },
  });
  if (!isReady) await enqueueThumbnails(tx, scope, mediaId);
  return mediaId;
}
