import { ApiKeyId, NamespaceId, UserId } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { recordChange } from '../record-change.ts';
import type { Actor, Services } from '../scope.ts';
import { hashSessionSecret } from './hash-session-secret.ts';

/** Ends a session: whoever holds its secret may. One that is over or never was is no error. */
export async function endSession(services: Services & { requestId: string }, secret: string): Promise<void> {
  const secretSha256 = hashSessionSecret(secret);
  if (secretSha256 === null) return;
  await transaction(services, async (tx) => {
    const session = await tx.session.findUnique({ where: { secretSha256 } });
    if (!session) return;
    const { count } = await tx.session.deleteMany({ where: { id: session.id } });
    if (count === 0) return;
    const namespaceId = NamespaceId.parse(session.namespaceId);
    const actor: Actor = {
      kind: 'user',
      role: null,
      scopes: null,
      keyId: ApiKeyId.parse(session.apiKeyId),
      userId: UserId.parse(session.userId),
      displayName: null,
      namespaceId,
    };
    const change = { action: 'session.ended', entity: 'session', ids: [session.id], namespaceId };
    await recordChange(tx, { ...services, actor, namespace: null }, change);
  });
  services.authenticator.forget();
}
