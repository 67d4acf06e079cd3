import type { Membership, UpdateMembershipInput } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { lockMembership, requireMemberManager } from './require-membership.ts';

/**
 * Sets the most that a person may do here. It counts with their next request.
 * @throws MediaError `not-found`, `auth.denied`.
 */
export async function updateMembership(
  scope: CallerScope,
  { namespaceId, userId, role }: z.output<typeof UpdateMembershipInput>,
): Promise<Membership> {
  await requireMemberManager(scope, namespaceId, role);
  const membership = await transaction(scope, async (tx) => {
    const present = await lockMembership(tx, scope, { namespaceId, userId });
    if (present.role === role) return present;
    await tx.membership.update({
      where: { namespaceId_userId: { namespaceId, userId } },
      data: { role, updatedAt: scope.now() },
    });
    await recordChange(tx, scope, {
      action: 'membership.updated',
      entity: 'user',
      ids: [userId],
      event: 'namespace.changed',
      eventIds: [namespaceId],
      namespaceId,
      difference: { before: { role: present.role }, after: { role } },
    });
    return { ...present, role };
  });
  scope.authenticator.forget();
  return membership;
}
