import type { CreateApiKeyInput, CreatedApiKey } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { makeApiKey } from '../identity/make-api-key.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { presentKey } from './present-key.ts';
import { refuseWiderKey, requireKeyOwner } from './require-key-owner.ts';

/** Makes a key. This answer is the only place where its secret is ever seen.
 *  @throws MediaError `auth.denied` for more than the creator may, `input.invalid` for an end in the past. */
export async function createKey(
  scope: CallerScope,
  input: z.output<typeof CreateApiKeyInput>,
): Promise<z.output<typeof CreatedApiKey>> {
  const namespaceId = await requireKeyOwner(scope, input.namespaceId);
  refuseWiderKey(scope, input);
  const { key, ...kept } = await makeApiKey();
  const row = await transaction(scope, async (tx) => {
    const made = await tx.apiKey.create({
      data: {
        ...kept,
        namespaceId,
        name: input.name,
        role: input.role,
        scopes: [...new Set(input.scopes)],
        expiresAt: readEnd(scope, input.expiresAt),
        createdBy: scope.actor.userId,
      },
    });
    await recordChange(tx, scope, {
      action: 'key.created',
      entity: 'api_key',
      ids: [made.id],
      ...(namespaceId && { namespaceId }),
    });
    return made;
  });
  return { ...presentKey(row), key };
}

/** @throws MediaError `input.invalid` for an end in the past. */
export function readEnd(scope: CallerScope, expiresAt: string | undefined): Date | null {
  const end = expiresAt === undefined ? null : new Date(expiresAt);
  if (end && end <= scope.now()) {
    throw new MediaError('input.invalid', { fields: { expiresAt: ['lies in the past'] } });
  }
  return end;
}
