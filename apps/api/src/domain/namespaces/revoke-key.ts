import type { ApiKey } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { lockKey } from './lock-key.ts';
import { presentKey } from './present-key.ts';
import { requireKeyOwner } from './require-key-owner.ts';

/**
 * Ends a key with every token and session made with it: here at once, in other processes a moment later. Revoking
 * twice changes nothing.
 * @throws MediaError `not-found`, `auth.denied`, `conflict` for an operator's key that revokes itself.
 */
export async function revokeKey(
  scope: CallerScope,
  input: { namespaceId: string | null; id: string },
): Promise<ApiKey> {
  const namespaceId = await requireKeyOwner(scope, input.namespaceId);
  if (namespaceId === null && input.id === scope.actor.keyId) {
    throw new MediaError('conflict', undefined, {
      message: 'An operator key does not revoke itself: it could be the last one. Rotate it.',
    });
  }
  const row = await transaction(scope, async (tx) => {
    const key = await lockKey(tx, { namespaceId, id: input.id });
    if (key.revokedAt) return key;
    await tx.session.deleteMany({ where: { apiKeyId: key.id } });
    await recordChange(tx, scope, {
      action: 'key.revoked',
      entity: 'api_key',
      ids: [key.id],
      ...(namespaceId && { namespaceId, event: 'namespace.changed', eventIds: [namespaceId] }),
    });
    return tx.apiKey.update({ where: { id: key.id }, data: { revokedAt: scope.now() } });
  });
  scope.authenticator.forget();
  return presentKey(row);
}
