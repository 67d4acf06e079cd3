import type { RemovedMembership, RemoveMembershipInput } from '@vitrine/schema';
import { ApiKeyId } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { lockMembership, requireMemberManager } from './require-membership.ts';

/**
 * Lets a person in no more: with the next request, whatever tokens and sessions they hold, and with them the keys that
 * they made here. What they uploaded stays. The next token does not make the membership again.
 * @throws MediaError `not-found`, `auth.denied`.
 */
export async function removeMembership(
  scope: CallerScope,
  { namespaceId, userId }: z.output<typeof RemoveMembershipInput>,
): Promise<z.output<typeof RemovedMembership>> {
  await requireMemberManager(scope, namespaceId);
  const now = scope.now();
  const removed = await transaction(scope, async (tx) => {
    const present = await lockMembership(tx, scope, { namespaceId, userId });
    await tx.membership.update({
      where: { namespaceId_userId: { namespaceId, userId } },
      data: { removedAt: now, isDefault: false, updatedAt: now },
    });
    await tx.session.deleteMany({ where: { namespaceId, userId } });
    const keys = await tx.apiKey.updateManyAndReturn({
      where: { namespaceId, createdBy: userId, revokedAt: null },
      data: { revokedAt: now },
      select: { id: true },
    });
    const revokedKeyIds = keys.map(({ id }) => ApiKeyId.parse(id));
    await tx.session.deleteMany({ where: { apiKeyId: { in: revokedKeyIds } } });
    await recordChange(
      tx,
      scope,
      {
        action: 'membership.removed',
        entity: 'user',
        ids: [userId],
        event: 'namespace.changed',
        eventIds: [namespaceId],
        namespaceId,
      },
      { action: 'key.revoked', entity: 'api_key', ids: revokedKeyIds, namespaceId },
    );
    return { ...present, isDefault: false, removedAt: now.toISOString(), revokedKeyIds };
  });
  scope.authenticator.forget();
  return removed;
}
