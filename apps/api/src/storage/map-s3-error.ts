import { S3ServiceException } from '@aws-sdk/client-s3';
import { MediaError } from '../errors/media-error.ts';

const missingNames = new Set(['NoSuchKey', 'NotFound', 'NoSuchUpload']);
/** As AWS, Ceph and MinIO call it when there is no room: the last two answer some of them with 403 or 400. */
const fullNames = new Set([
  'QuotaExceeded',
  'InsufficientCapacity',
  'XMinioStorageFull',
  'XMinioAdminBucketQuotaExceeded',
]);

/**
 * Runs calls to S3 and gives their errors the codes that the rest of the house knows, as `onDisk` does for files. A
 * bucket that is missing or refuses us is `storage.unavailable`, not a missing object.
 */
export async function onS3<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toStorageError(error);
  }
}

/** True for the answer to a key or an upload that isn't there. A HEAD has no body that could say more than 404. */
export function isMissingInS3(error: unknown): boolean {
  return error instanceof S3ServiceException && missingNames.has(error.name);
}

/** True for the answer to a range that no byte lies in. */
export function isOutOfRange(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 416;
}

function toStorageError(error: unknown): unknown {
  if (error instanceof MediaError || error instanceof RangeError || error instanceof TypeError) return error;
  if (isMissingInS3(error)) return new MediaError('not-found', {}, { cause: error });
  const isFull =
    error instanceof S3ServiceException &&
    (error.$metadata.httpStatusCode === 507 || fullNames.has(error.name));
  return new MediaError(isFull ? 'storage.full' : 'storage.unavailable', {}, { cause: error });
}
