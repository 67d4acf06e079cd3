import type { CreateApiKeyInput, CreatedApiKey } from '@vitrine/schema';
import { compareRoles } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { makeApiKey } from '../identity/make-api-key.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { getNamespace } from './get-namespace.ts';
import { presentKey } from './present-key.ts';

/** Makes a key. This answer is the only place where its secret is ever seen.
 *  @throws MediaError `auth.denied` for a role above the creator's, `input.invalid` for an end in the past. */
export async function createKey(
  scope: CallerScope,
  input: z.output<typeof CreateApiKeyInput>,
): Promise<z.output<typeof CreatedApiKey>> {
  const { id: namespaceId } = await getNamespace(scope, { id: input.namespaceId });
  authorize(scope.actor, 'key.manage');
  if (scope.actor.role && compareRoles(input.role, scope.actor.role) > 0) {
    throw new MediaError(
      'auth.denied',
      { role: scope.actor.role },
      {
        message: 'A key can not do more than you may yourself.',
      },
    );
  }
  const expiresAt = input.expiresAt === undefined ? null : new Date(input.expiresAt);
  if (expiresAt && expiresAt <= scope.now()) {
    throw new MediaError('input.invalid', { fields: { expiresAt: ['lies in the past'] } });
  }
  const { id, key, secretSha256, publicKey } = await makeApiKey();
  const row = await transaction(scope, async (tx) => {
    const made = await tx.apiKey.create({
      data: {
        id,
        namespaceId,
        name: input.name,
        role: input.role,
        secretSha256,
        publicKey,
        expiresAt,
        createdBy: scope.actor.userId,
      },
    });
    await recordChange(tx, scope, { action: 'key.created', entity: 'api_key', ids: [id], namespaceId });
    return made;
  });
  return { ...presentKey(row), key };
}
