import type { ObjectKey } from '../../storage/object-keys.ts';
import type { Scope } from '../scope.ts';

/**
 * Removes bytes that an upload brought, unless a blob names them: whoever thinks that they are nobody's may have been
 * overtaken by somebody who has made a file of them. Only for a caller who will write no row about them any more.
 */
export async function discardBytes(scope: Scope, key: ObjectKey): Promise<void> {
  const where = { storageKey: key, state: { not: 'dead' } };
  if ((await scope.db.prisma.blob.count({ where })) === 0) await scope.storage.delete(key);
}
