import { openLocalStorage } from './local.ts';
import type { StorageDriver } from './storage-driver.ts';

/** Which driver and what it needs. */
export interface StorageSettings {
  driver: 'local';
  /** Where the files lie; made where it is missing. */
  directory: string;
}

/**
 * Opens the driver that the settings name.
 * @throws MediaError 'storage.unavailable' where it can't be reached.
 */
export function openStorage(settings: StorageSettings): Promise<StorageDriver> {
  switch (settings.driver) {
    case 'local':
      return openLocalStorage(settings.directory);
  }
}
