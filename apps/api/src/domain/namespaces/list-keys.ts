import type { ApiKey } from '@vitrine/schema';
import type { CallerScope } from '../scope.ts';
import { presentKey } from './present-key.ts';
import { requireKeyOwner } from './require-key-owner.ts';

/** Keys of a namespace or of operators, newest first, revoked ones too.
 *  @throws MediaError `not-found`, `auth.denied`. */
export async function listKeys(scope: CallerScope, input: { namespaceId: string | null }): Promise<ApiKey[]> {
  const namespaceId = await requireKeyOwner(scope, input.namespaceId);
  const rows = await scope.db.prisma.apiKey.findMany({
    where: { namespaceId },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  });
  return rows.map(presentKey);
}
