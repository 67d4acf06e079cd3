import { type CreateApiKeyInput, type CreatedApiKey, compareRoles } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { makeApiKey } from '../identity/make-api-key.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { getNamespace } from './get-namespace.ts';
import { apiKeySelect, presentApiKey } from './present-api-key.ts';

/**
 * Makes a key of a namespace. The answer is the only place where the key stands: the server keeps its hash.
 * @throws MediaError `not-found`, `auth.denied` also for a role above the one of who asks, `input.invalid` for
 * an expiry in the past.
 */
export async function createApiKey(
  scope: CallerScope,
  input: z.output<typeof CreateApiKeyInput>,
): Promise<z.output<typeof CreatedApiKey>> {
  const { namespaceId, name, role } = input;
  await getNamespace(scope, { id: namespaceId });
  authorize(scope.actor, 'key.manage');
  if (scope.actor.role !== null && compareRoles(role, scope.actor.role) > 0) {
    throw new MediaError(
      'auth.denied',
      { role },
      { message: `You may make keys up to the role ${scope.actor.role}.` },
    );
  }
  const expiresAt = input.expiresAt === undefined ? null : new Date(input.expiresAt);
  if (expiresAt && expiresAt <= scope.now()) {
    throw new MediaError(
      'input.invalid',
      { path: ['expiresAt'] },
      { message: 'expiresAt lies in the past.' },
    );
  }
  const { key, ...kept } = await makeApiKey();
  const row = await transaction(scope, async (tx) => {
    const created = await tx.apiKey.create({
      data: { ...kept, namespaceId, name, role, expiresAt, createdBy: scope.actor.userId },
      select: apiKeySelect,
    });
    await recordChange(tx, scope, {
      action: 'api-key.created',
      entity: 'api_key',
      ids: [kept.id],
      namespaceId,
    });
    return created;
  });
  return { ...presentApiKey(row), key };
}
