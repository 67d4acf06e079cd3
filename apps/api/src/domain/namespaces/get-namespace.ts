import type { Namespace } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import type { CallerScope } from '../scope.ts';
import { namespaceSelect, presentNamespace } from './present-namespace.ts';
import { reachableNamespace } from './reachable-namespace.ts';

/** @throws MediaError `not-found`, also for one that the credential does not reach. */
export async function getNamespace(scope: CallerScope, { id }: { id: string }): Promise<Namespace> {
  authorize(scope.actor, 'namespace.read');
  const row = await scope.db.prisma.namespace.findFirst({
    where: { ...reachableNamespace(scope, id), archivedAt: null },
    select: namespaceSelect,
  });
  if (!row) throw new MediaError('not-found', { id });
  return presentNamespace(row);
}
