import { randomBytes } from 'node:crypto';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { endSession } from './end-session.ts';
import { hashSecret } from './make-api-key.ts';

/** A working day: after it the host is asked again who this is. */
const SESSION_MS = 8 * 60 * 60 * 1000;

export interface OpenedSession {
  /** 32 random bytes in base64url, seen once: it goes into the cookie. */
  secret: string;
  expiresAt: Date;
}

/**
 * Exchanges the access token that a request came with for a session: the same person, with what the token, its key and
 * the membership allow at each request. A session that the browser had before ends.
 * @throws MediaError `auth.denied` for a key: keys stay with programs.
 */
export async function openSession(scope: Scope, previous: string | undefined): Promise<OpenedSession> {
  const { actor, namespace } = scope;
  const { userId, keyId, role } = actor;
  if (actor.kind !== 'user' || !userId || !keyId || !role) {
    throw new MediaError('auth.denied', undefined, {
      message: 'A session is opened with the access token of a person, not with a key.',
    });
  }
  if (previous !== undefined) await endSession(scope, previous);
  const secret = randomBytes(32);
  const now = scope.now();
  const expiresAt = new Date(now.getTime() + SESSION_MS);
  await transaction(scope, async (tx) => {
    const id = scope.newId();
    await tx.session.create({
      data: {
        id,
        namespaceId: namespace.id,
        userId,
        apiKeyId: keyId,
        role,
        secretSha256: hashSecret(secret),
        createdAt: now,
        expiresAt,
      },
    });
    await recordChange(tx, scope, { action: 'session.opened', entity: 'session', ids: [id] });
  });
  return { secret: secret.toString('base64url'), expiresAt };
}
