import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import type { PersonOfHost } from '../identity/hash-person.ts';
import { loadNamespace } from '../namespaces/load-namespace.ts';
import type { CallerScope, Scope } from '../scope.ts';

export interface PersonInput {
  userId: string;
  namespaceId?: string | undefined;
}

/**
 * Somebody who is or was a member, with the scopes to work in: an admin's own namespace, or for an operator each that
 * knows the person, archived ones too.
 * @returns removedFrom: ids of the namespaces that have let them in no more.
 * @throws MediaError `auth.denied`, `not-found`, also for one who was erased.
 */
export async function findPerson(
  scope: CallerScope,
  { userId, namespaceId }: PersonInput,
): Promise<{ person: PersonOfHost; places: Scope[]; removedFrom: ReadonlySet<string> }> {
  authorize(scope.actor, 'privacy.manage');
  const { namespace } = scope;
  if (namespace && namespaceId !== undefined && namespaceId !== namespace.id)
    throw new MediaError('not-found', { userId });
  const only = namespace?.id ?? namespaceId;
  const memberships = await scope.db.prisma.membership.findMany({
    where: { userId, ...(only !== undefined && { namespaceId: only }), user: { erasedAt: null } },
    select: { namespaceId: true, removedAt: true, user: { select: { issuer: true, subject: true } } },
    orderBy: { namespaceId: 'asc' },
  });
  const [first] = memberships;
  if (!first) throw new MediaError('not-found', { userId });
  const places = memberships.map(async ({ namespaceId: id }) => ({
    ...scope,
    namespace: namespace ?? (await loadNamespace(scope, id)),
  }));
  const removed = memberships.filter(({ removedAt }) => removedAt !== null);
  return {
    person: first.user,
    places: await Promise.all(places),
    removedFrom: new Set(removed.map(({ namespaceId: id }) => id)),
  };
}
