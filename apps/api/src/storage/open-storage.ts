import type { Config } from '../config/config.ts';
import { openLocalStorage } from './local.ts';
import { openS3Storage } from './s3.ts';
import type { StorageDriver } from './storage-driver.ts';

/**
 * Opens the driver that the configuration names, or another one that it has settings for.
 * @throws MediaError 'storage.unavailable' where it can't be reached.
 */
export async function openStorage(
  settings: Config['storage'],
  driver: Config['storage']['driver'] = settings.driver,
): Promise<StorageDriver> {
  switch (driver) {
    case 'local':
      return openLocalStorage(settings.dir);
    case 's3':
      if (!settings.s3) throw new Error('AWS_STORAGE_BUCKET_NAME must name the bucket to use S3.');
      return openS3Storage(settings.s3);
  }
}
