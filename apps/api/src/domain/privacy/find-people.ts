import type { FindPeopleInput, KnownPerson, NamespaceId, UserId } from '@vitrine/schema';
import type * as z from 'zod';
import { authorize } from '../identity/can.ts';
import type { CallerScope } from '../scope.ts';

const MAX_PEOPLE = 100;

/**
 * Who somebody is here: by the host's id or by address. Hosts may use one id for different people, so there may be
 * several. An admin finds those of their own namespace, an operator all; nobody who was erased.
 * @throws MediaError `auth.denied`.
 */
export async function findPeople(
  scope: CallerScope,
  { userId, subject, email }: z.output<typeof FindPeopleInput>,
): Promise<KnownPerson[]> {
  authorize(scope.actor, 'privacy.manage');
  const here = scope.namespace && { namespaceId: scope.namespace.id };
  const people = await scope.db.prisma.user.findMany({
    where: {
      erasedAt: null,
      ...(userId !== undefined && { id: userId }),
      ...(subject !== undefined && { subject }),
      ...(email !== undefined && { email: { equals: email, mode: 'insensitive' } }),
      ...(here && { memberships: { some: here } }),
    },
    include: {
      memberships: {
        ...(here && { where: here }),
        include: { namespace: { select: { id: true, slug: true, name: true } } },
        orderBy: { namespaceId: 'asc' },
      },
    },
    orderBy: { id: 'asc' },
    take: MAX_PEOPLE,
  });
  return people.map(({ id, issuer, subject: name, displayName, email: address, memberships }) => ({
    id: id as UserId,
    issuer,
    subject: name,
    displayName,
    email: address,
    namespaces: memberships.map(({ namespace, role, removedAt }) => ({
      ...namespace,
      id: namespace.id as NamespaceId,
      role,
      removedAt: removedAt?.toISOString() ?? null,
    })),
  }));
}
