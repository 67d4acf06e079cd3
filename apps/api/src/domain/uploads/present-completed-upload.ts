import { MediaId, type UploadedMediaFile, UploadId } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import { findMediaRows } from '../../search-index/find-media-rows.ts';
import { keepVisibleNames } from '../media/keep-visible-names.ts';
import { presentMedia } from '../media/present-media.ts';
import type { Scope } from '../scope.ts';
import type { CompletedUpload } from './received-file.ts';

/** The answer to whoever uploaded: also where a key made a private file that it may not list afterwards. */
export async function presentCompletedUpload(
  scope: Scope,
  { uploadId, mediaId, duplicateOf }: CompletedUpload,
): Promise<UploadedMediaFile> {
  const found = await findMediaRows(scope.db, scope.namespace.id, [mediaId]);
  const [row] = await keepVisibleNames(scope, found);
  if (!row) throw new MediaError('not-found');
  return {
    ...presentMedia(scope, row),
    uploadId: UploadId.parse(uploadId),
    duplicateOf: duplicateOf === null ? null : MediaId.parse(duplicateOf),
  };
}
