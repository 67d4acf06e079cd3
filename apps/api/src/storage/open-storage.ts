import type { Config, S3Settings } from '../config/config.ts';
import { followMove, type Moved } from './follow-move.ts';
import { openLocalStorage } from './local.ts';
import { readMoveMarker } from './move-marker.ts';
import type { StorageDriver } from './storage-driver.ts';

/** Loaded when there is a bucket: the client of AWS takes 18 MB and a tenth of a second. */
async function openBucket(settings: S3Settings): Promise<StorageDriver> {
  const { openS3Storage } = await import('./s3.ts');
  return openS3Storage(settings);
}

/**
 * Opens the driver that the configuration names. Where the files of a local storage were moved to a bucket, that is
 * the bucket, whatever the configuration still says.
 * @throws MediaError 'storage.unavailable' where it can't be reached.
 * @throws Error where the configuration doesn't name the bucket.
 */
export async function openStorage(settings: Config['storage']): Promise<StorageDriver> {
  switch (settings.driver) {
    case 'local': {
      const openMoved = async (moved: Moved) => openBucket(requireBucket(settings.s3, moved));
      const local = await openLocalStorage(settings.dir);
      const marker = await readMoveMarker(local.root);
      return marker?.state === 'moved' ? openMoved(marker) : followMove(local, openMoved);
    }
    case 's3':
      if (!settings.s3) throw new Error('AWS_STORAGE_BUCKET_NAME must name the bucket to use S3.');
      return openBucket(settings.s3);
  }
}

function requireBucket(s3: S3Settings | null, moved: Moved): S3Settings {
  if (s3?.bucket === moved.bucket && s3.endpoint === moved.endpoint) return s3;
  const place = moved.endpoint === null ? 'at AWS' : `at ${moved.endpoint}`;
  throw new Error(
    `The files were moved to the bucket ${moved.bucket} ${place} on ${moved.at}. Set STORAGE_DRIVER=s3 and the AWS_ settings of that bucket.`,
  );
}
