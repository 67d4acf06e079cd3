import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';
import type { Person } from './erasure-ledger.ts';

/** Somebody who is or was a member of the namespace. @throws MediaError `not-found`, also for one who was erased. */
export async function findPerson(scope: Scope, userId: string): Promise<Person & { displayName: string }> {
  const membership = await scope.db.prisma.membership.findUnique({
    where: { namespaceId_userId: { namespaceId: scope.namespace.id, userId } },
    select: { user: { select: { issuer: true, subject: true, displayName: true, erasedAt: true } } },
  });
  if (!membership || membership.user.erasedAt) throw new MediaError('not-found', { userId });
  return membership.user;
}
