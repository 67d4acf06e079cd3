import type { CreatedApiKey, RotateApiKeyInput } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { makeApiKey } from '../identity/make-api-key.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { readEnd } from './create-key.ts';
import { lockKey } from './lock-key.ts';
import { presentKey } from './present-key.ts';
import { refuseWiderKey, requireKeyOwner } from './require-key-owner.ts';

/**
 * Makes a key of the same name, role and scopes in the place of one, which ends after the grace: until then both are
 * good, so that a host changes over without a gap.
 * @throws MediaError `not-found`, `auth.denied`, `conflict` for one that has ended or was replaced before.
 */
export async function rotateKey(
  scope: CallerScope,
  input: z.output<typeof RotateApiKeyInput>,
): Promise<z.output<typeof CreatedApiKey>> {
  const namespaceId = await requireKeyOwner(scope, input.namespaceId);
  const now = scope.now();
  const { key, ...kept } = await makeApiKey();
  const row = await transaction(scope, async (tx) => {
    const old = await lockKey(tx, { namespaceId, id: input.id });
    const isOver = old.revokedAt || (old.expiresAt && old.expiresAt <= now);
    if (isOver || old.replacedBy) {
      throw new MediaError(
        'conflict',
        { replacedBy: old.replacedBy },
        { message: 'This key has ended or was replaced already. Make a new one.' },
      );
    }
    refuseWiderKey(scope, presentKey(old));
    const lifeMs = old.expiresAt && old.expiresAt.getTime() - old.createdAt.getTime();
    const made = await tx.apiKey.create({
      data: {
        ...kept,
        namespaceId,
        name: old.name,
        role: old.role,
        scopes: old.scopes,
        expiresAt: readEnd(scope, input.expiresAt) ?? (lifeMs ? new Date(now.getTime() + lifeMs) : null),
        createdBy: scope.actor.userId,
        createdAt: now,
      },
    });
    const end = new Date(now.getTime() + input.graceSeconds * 1000);
    const expiresAt = old.expiresAt && old.expiresAt < end ? old.expiresAt : end;
    await tx.apiKey.update({ where: { id: old.id }, data: { expiresAt, replacedBy: made.id } });
    const where = namespaceId
      ? { namespaceId, event: 'namespace.changed' as const, eventIds: [namespaceId] }
      : {};
    await recordChange(
      tx,
      scope,
      { action: 'key.rotated', entity: 'api_key', ids: [old.id], ...where },
      { action: 'key.created', entity: 'api_key', ids: [made.id], ...(namespaceId && { namespaceId }) },
    );
    return made;
  });
  scope.authenticator.forget();
  return { ...presentKey(row), key };
}
