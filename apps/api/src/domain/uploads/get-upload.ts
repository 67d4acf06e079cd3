import type { Upload } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';
import { findUpload } from './find-upload.ts';
import { presentUploads } from './present-upload.ts';

/** @throws MediaError 'not-found', also for an upload of somebody else. */
export async function getUpload(scope: Scope, { id }: { id: string }): Promise<Upload> {
  const [upload] = await presentUploads(scope, [await findUpload(scope, id)]);
  if (!upload) throw new MediaError('not-found');
  return upload;
}
