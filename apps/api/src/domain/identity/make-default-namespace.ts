import type { SessionNamespace } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { listSessionNamespaces } from './list-session-namespaces.ts';

/** Makes the namespace of this credential the one where its person begins, instead of the one before.
 *  @throws MediaError `auth.denied` for a key, which is nobody's. */
export async function makeDefaultNamespace(scope: Scope): Promise<SessionNamespace> {
  const { userId } = scope.actor;
  const { id: namespaceId } = scope.namespace;
  if (userId === null) {
    throw new MediaError('auth.denied', undefined, { message: 'A key is nobody’s: it has no default.' });
  }
  await transaction(scope, async (tx) => {
    // One after the other, also where a person chooses twice at once.
    await tx.$queryRaw`select from "user" where id = ${userId}::uuid for update`;
    const chosen = await tx.membership.findUnique({
      where: { namespaceId_userId: { namespaceId, userId } },
    });
    if (chosen?.isDefault) return;
    await tx.membership.updateMany({ where: { userId, isDefault: true }, data: { isDefault: false } });
    await tx.membership.update({
      where: { namespaceId_userId: { namespaceId, userId } },
      data: { isDefault: true, updatedAt: scope.now() },
    });
    await recordChange(tx, scope, { action: 'membership.made-default', entity: 'user', ids: [userId] });
  });
  const namespaces = await listSessionNamespaces(scope);
  const made = namespaces.find(({ id }) => id === namespaceId);
  if (!made) throw new MediaError('not-found');
  return made;
}
