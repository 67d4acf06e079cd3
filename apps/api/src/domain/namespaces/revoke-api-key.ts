import type { ApiKey } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { getNamespace } from './get-namespace.ts';
import { apiKeySelect, presentApiKey } from './present-api-key.ts';

/**
 * Ends a key and every token that was made with it: at once in this process, within a second in others.
 * Revoking it again changes nothing. @throws MediaError `not-found`, `auth.denied`.
 */
export async function revokeApiKey(
  scope: CallerScope,
  { namespaceId, id }: { namespaceId: string; id: string },
): Promise<ApiKey> {
  await getNamespace(scope, { id: namespaceId });
  authorize(scope.actor, 'key.manage');
  const row = await transaction(scope, async (tx) => {
    const revoked = await tx.apiKey.updateMany({
      where: { id, namespaceId, revokedAt: null },
      data: { revokedAt: scope.now() },
    });
    if (revoked.count > 0) {
      await recordChange(tx, scope, { action: 'api-key.revoked', entity: 'api_key', ids: [id], namespaceId });
    }
    return tx.apiKey.findFirst({ where: { id, namespaceId }, select: apiKeySelect });
  });
  if (!row) throw new MediaError('not-found', { id });
  scope.authenticator.forgetKey(id);
  return presentApiKey(row);
}
