import type { ApiKey } from '@vitrine/schema';
import { authorize } from '../identity/can.ts';
import type { CallerScope } from '../scope.ts';
import { getNamespace } from './get-namespace.ts';
import { presentKey } from './present-key.ts';

/** Keys of a namespace, newest first, revoked ones too.
 *  @throws MediaError `not-found`, `auth.denied`. */
export async function listKeys(scope: CallerScope, input: { namespaceId: string }): Promise<ApiKey[]> {
  const { id } = await getNamespace(scope, { id: input.namespaceId });
  authorize(scope.actor, 'key.manage');
  const rows = await scope.db.prisma.apiKey.findMany({
    where: { namespaceId: id },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  });
  return rows.map(presentKey);
}
