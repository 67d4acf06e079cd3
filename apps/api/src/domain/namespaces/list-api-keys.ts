import type { ApiKey } from '@vitrine/schema';
import { authorize } from '../identity/can.ts';
import type { CallerScope } from '../scope.ts';
import { getNamespace } from './get-namespace.ts';
import { apiKeySelect, presentApiKey } from './present-api-key.ts';

/** The keys of a namespace, newest first, revoked ones too. @throws MediaError `not-found`, `auth.denied`. */
export async function listApiKeys(
  scope: CallerScope,
  { namespaceId }: { namespaceId: string },
): Promise<ApiKey[]> {
  await getNamespace(scope, { id: namespaceId });
  authorize(scope.actor, 'key.manage');
  const rows = await scope.db.prisma.apiKey.findMany({
    where: { namespaceId },
    select: apiKeySelect,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return rows.map(presentApiKey);
}
