import { compareRoles, type Membership, type Role } from '@vitrine/schema';
import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import type { CallerScope } from '../scope.ts';
import { findMemberships } from './find-memberships.ts';
import { getNamespace } from './get-namespace.ts';

/** @throws MediaError `not-found`, `auth.denied`; the latter also for a role above the actor's own. */
export async function requireMemberManager(
  scope: CallerScope,
  namespaceId: string,
  role?: Role,
): Promise<void> {
  await getNamespace(scope, { id: namespaceId });
  authorize(scope.actor, 'member.manage');
  const { actor } = scope;
  if (role && actor.role && compareRoles(role, actor.role) > 0) {
    throw new MediaError('auth.denied', { role: actor.role });
  }
}

/**
 * Locks a membership that the actor is going to change. Nobody changes their own: an admin would shut themselves out.
 * @throws MediaError `not-found` for one that is not there or was removed, `auth.denied` for one's own.
 */
export async function lockMembership(
  tx: Transaction,
  scope: CallerScope,
  { namespaceId, userId }: { namespaceId: string; userId: string },
): Promise<Membership> {
  await tx.$queryRaw`select from membership
    where namespace_id = ${namespaceId}::uuid and user_id = ${userId}::uuid for update`;
  const [membership] = await findMemberships(tx, namespaceId, { userId, includeRemoved: false });
  if (!membership) throw new MediaError('not-found', { id: userId });
  if (userId === scope.actor.userId) {
    throw new MediaError('auth.denied', undefined, {
      message: 'Nobody changes their own membership. Ask another admin.',
    });
  }
  return membership;
}
