import type { RemovedMembership, RemoveMembershipInput } from '@vitrine/schema';
import { ApiKeyId } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { closeMembership } from './close-membership.ts';
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
    const revoked = await closeMembership(tx, { namespaceId, userId, now });
    const revokedKeyIds = revoked.map((id) => ApiKeyId.parse(id));
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
