import type { ListMembershipsInput, MembershipPage } from '@vitrine/schema';
import type * as z from 'zod';
import { authorize } from '../identity/can.ts';
import type { CallerScope } from '../scope.ts';
import { findMemberships } from './find-memberships.ts';
import { getNamespace } from './get-namespace.ts';

/** A page of the people of a namespace. @throws MediaError `not-found`, `auth.denied`. */
export async function listMemberships(
  scope: CallerScope,
  { namespaceId, limit, ...filter }: z.output<typeof ListMembershipsInput>,
): Promise<z.output<typeof MembershipPage>> {
  const { id } = await getNamespace(scope, { id: namespaceId });
  authorize(scope.actor, 'member.manage');
  const found = await findMemberships(scope.db.prisma, id, { ...filter, limit: limit + 1 });
  const items = found.slice(0, limit);
  return { items, nextCursor: found.length > limit ? (items.at(-1)?.user.id ?? null) : null };
}
