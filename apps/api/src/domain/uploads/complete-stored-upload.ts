import type { Services } from '../scope.ts';
import { completeFinished } from './finish-upload.ts';
import type { CompletedUpload } from './received-file.ts';
import { scopeOfUploader } from './scope-of-uploader.ts';

/**
 * Completes an upload whose request is over, in the name of whoever made it. One that ended meanwhile is left as it is.
 * @throws MediaError where the file is refused, or where another try may do better.
 */
export async function completeStoredUpload(
  services: Services,
  { namespaceId, uploadId }: { namespaceId: string; uploadId: string },
  requestId: string,
): Promise<CompletedUpload | null> {
  const row = await services.db.prisma.upload.findUnique({
    where: { namespaceId_id: { namespaceId, id: uploadId } },
  });
  if (row?.state !== 'finishing') return null;
  return completeFinished(await scopeOfUploader(services, row, requestId), row);
}
