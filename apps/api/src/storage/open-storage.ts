import type { Config } from '../config/config.ts';
import { openLocalStorage } from './local.ts';
import type { StorageDriver } from './storage-driver.ts';

/**
 * Opens the driver that the configuration names.
 * @throws MediaError 'storage.unavailable' where it can't be reached.
 */
export function openStorage(settings: Config['storage']): Promise<StorageDriver> {
  switch (settings.driver) {
    case 'local':
      return openLocalStorage(settings.dir);
  }
}
