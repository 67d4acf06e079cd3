import type { ApiKey } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { getNamespace } from './get-namespace.ts';
import { presentKey } from './present-key.ts';

/**
 * Ends a key and every token made with it: here at once, in other processes within a second. Revoking twice
 * changes nothing.
 * @throws MediaError `not-found`, `auth.denied`.
 */
export async function revokeKey(
  scope: CallerScope,
  input: { namespaceId: string; id: string },
): Promise<ApiKey> {
  const { id: namespaceId } = await getNamespace(scope, { id: input.namespaceId });
  authorize(scope.actor, 'key.manage');
  const row = await transaction(scope, async (tx) => {
    const key = await tx.apiKey.findFirst({ where: { id: input.id, namespaceId } });
    if (!key) throw new MediaError('not-found', { id: input.id });
    if (key.revokedAt) return key;
    await recordChange(tx, scope, { action: 'key.revoked', entity: 'api_key', ids: [key.id], namespaceId });
    return tx.apiKey.update({ where: { id: key.id }, data: { revokedAt: scope.now() } });
  });
  scope.authenticator.forgetKey(row.id);
  return presentKey(row);
}
