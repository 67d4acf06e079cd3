import type { Services } from '../scope.ts';
import { compareStorageMark } from './compare-storage-mark.ts';
import { renewStorageMark } from './renew-storage-mark.ts';

/**
 * Makes sure that the storage is that of this database, and renews its mark. One without a mark gets it. A mark that is not ours is disputed,
 * so that its owner removes nothing either until somebody has looked.
 * @returns when the two agreed before: what was committed until then is in this database. Null where they don't, or only now.
 */
export async function agreeOnStorage(services: Services): Promise<Date | null> {
  const { state, row, undisputedToken } = await compareStorageMark(services);
  if (state === 'none') {
    await renewStorageMark(services, { row: null, stored: null });
    services.log.info('marked the storage as that of this database');
    return null;
  }
  if (state === 'same' && row) {
    await renewStorageMark(services, { row: row.token, stored: undisputedToken });
    return row.markedAt;
  }
  services.log.error(
    'the storage is not marked as that of this database, so no object without a row is removed: see "Whose storage it is" in docs/storage.md',
  );
  if (undisputedToken !== null) await services.storage.writeMark(`${undisputedToken} disputed`);
  return null;
}
