import type { Namespace } from '@vitrine/schema';
import { authorize } from '../identity/can.ts';
import type { CallerScope } from '../scope.ts';
import { namespaceSelect, presentNamespace } from './present-namespace.ts';
import { reachableNamespace } from './reachable-namespace.ts';

/** By slug: all for an operator, for everybody else the one of their credential. Archived ones are left out. */
export async function listNamespaces(scope: CallerScope): Promise<Namespace[]> {
  authorize(scope.actor, 'namespace.read');
  const rows = await scope.db.prisma.namespace.findMany({
    where: { ...reachableNamespace(scope), archivedAt: null },
    select: namespaceSelect,
    orderBy: { slug: 'asc' },
  });
  return rows.map(presentNamespace);
}
