import type { Upload as UploadRow } from '../../db/generated/client.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import type { Scope } from '../scope.ts';
import { landingKeyOf, originalKeyOf } from './quarantine-keys.ts';

/**
 * Takes bytes away from where a signed request could still replace them. Can be repeated: what was moved once is not
 * overwritten by what came later.
 */
export async function sealLanded(scope: Scope, row: UploadRow): Promise<void> {
  const sealed = parseObjectKey(row.quarantineKey);
  const landing = landingKeyOf(row);
  if (row.door !== 'presigned' || landing === sealed) return;
  for (const key of [sealed, originalKeyOf(sealed)]) {
    if ((await scope.storage.head(key)) !== null) return;
  }
  if ((await scope.storage.head(landing)) !== null) await scope.storage.move(landing, sealed);
}
