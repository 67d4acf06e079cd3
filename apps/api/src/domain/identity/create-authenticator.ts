import { createHash, timingSafeEqual } from 'node:crypto';
import { parseApiKey } from '@vitrine/client';
import { ApiKeyId, compareRoles, type Role } from '@vitrine/schema';
import { decodeProtectedHeader } from 'jose';
import { MediaError } from '../../errors/media-error.ts';
import type { Actor, GroundServices, NamespaceRef } from '../scope.ts';
import { admitMember } from './admit-member.ts';
import { createBriefCache } from './create-brief-cache.ts';
import { hashSessionSecret } from './hash-session-secret.ts';
import { type LoadedKey, loadKey } from './load-key.ts';
import { type LoadedMember, loadMember } from './load-member.ts';
import { type LoadedSession, loadSession } from './load-session.ts';
import { hashSecret } from './make-api-key.ts';
import { type AccessClaims, CLOCK_SKEW_SECONDS, verifyAccessToken } from './verify-access-token.ts';

export interface Identity {
  actor: Actor;
  namespace: NamespaceRef | null;
}

export interface Authenticator {
  /**
   * Says who stands behind an Authorization header: `Bearer` with an API key or an access token. Only where there is
   * no such header, behind the session of a console's cookie: never both.
   * @throws MediaError `auth.required` for none or an invalid one, `auth.denied` for a person whose membership
   * was removed.
   */
  identify(authorization: string | undefined, sessionSecret?: string): Promise<Identity>;
  /** Has keys, people and sessions read again at their next use: call it where this process has changed one. */
  forget(): void;
}

/** How old what we know of keys and people may be where no event tells of a change by another process. */
const FRESH_MS = 1000;
const VERIFIED_TOKENS = 10_000;
const LAST_USED_STEP_MS = 5 * 60_000;

const least = (...roles: Role[]): Role => roles.reduce((a, b) => (compareRoles(a, b) <= 0 ? a : b));

const refuse = (message: string, cause?: unknown) =>
  new MediaError('auth.required', undefined, { message, ...(cause ? { cause } : {}) });

const refuseToken = (cause: unknown) =>
  refuse('The access token is not valid or has expired. Sign in again.', cause);

/** The key that a token says it was made with; what is no id of a key never reaches the database. */
function keyIdOf(token: string): ApiKeyId {
  try {
    return ApiKeyId.parse(decodeProtectedHeader(token).kid);
  } catch (cause) {
    throw refuseToken(cause);
  }
}

/**
 * Signatures are checked once per token and remembered; keys, people and sessions are remembered for a second, so that
 * a busy list costs no query for them and a change still counts at once.
 */
export function createAuthenticator(services: GroundServices): Authenticator {
  const { db, now } = services;
  const keys = createBriefCache<LoadedKey>({ freshMs: FRESH_MS, maxSize: 1000 });
  const members = createBriefCache<LoadedMember>({ freshMs: FRESH_MS, maxSize: 10_000 });
  const sessions = createBriefCache<LoadedSession>({ freshMs: FRESH_MS, maxSize: 10_000 });
  const verified = new Map<string, { keyId: string; claims: AccessClaims }>();

  async function findKey(id: string): Promise<LoadedKey> {
    const key = await keys.get(id, async () => {
      const loaded = await loadKey(db, id);
      const isDue = loaded && (loaded.lastUsedAt?.getTime() ?? 0) < now().getTime() - LAST_USED_STEP_MS;
      if (isDue) await db.pool.query('update api_key set last_used_at = $2 where id = $1', [id, now()]);
      return loaded;
    });
    if (!key) throw refuse('The key is not known here. Ask an admin of the library for one.');
    if (key.revokedAt) throw refuse('The key was revoked. Ask an admin of the library for a new one.');
    if (key.expiresAt && key.expiresAt <= now())
      throw refuse('The key has expired. Ask an admin for a new one.');
    if (key.isArchived) throw refuse('The namespace of this key is archived.');
    return key;
  }

  async function identifyKey(apiKey: string): Promise<Identity> {
    let parts: ReturnType<typeof parseApiKey>;
    try {
      parts = parseApiKey(apiKey);
    } catch (cause) {
      throw refuse('The API key is not of the form vt_<id>_<secret>.', cause);
    }
    const key = await findKey(parts.id);
    const isRight = timingSafeEqual(Buffer.from(hashSecret(parts.secret)), Buffer.from(key.secretSha256));
    if (!isRight) throw refuse('The key is not known here. Ask an admin of the library for one.');
    return { actor: actorOf(key, null, key.role), namespace: key.namespace };
  }

  async function verify(token: string): Promise<{ keyId: string; claims: AccessClaims }> {
    const digest = createHash('sha256').update(token).digest('base64url');
    const known = verified.get(digest);
    const at = now();
    if (known && known.claims.exp + CLOCK_SKEW_SECONDS > at.getTime() / 1000) return known;
    const keyId = keyIdOf(token);
    const { publicKey } = await findKey(keyId);
    const audience = services.origin();
    let claims: AccessClaims;
    try {
      claims = await verifyAccessToken(token, { publicKey, audience, now: at });
    } catch (cause) {
      throw refuseToken(cause);
    }
    const fresh = { keyId, claims };
    if (verified.size >= VERIFIED_TOKENS) verified.clear();
    verified.set(digest, fresh);
    return fresh;
  }

  const readMember = (key: LoadedKey, subject: string) => {
    const namespaceId = key.namespace?.id ?? '';
    return members.get(`${namespaceId}/${subject}`, () =>
      loadMember(db, { namespaceId, issuer: key.issuer, subject }),
    );
  };

  async function findMember(key: LoadedKey, claims: AccessClaims): Promise<LoadedMember | null> {
    const isKnown = (member: LoadedMember | null) =>
      member?.role &&
      (member.isErased ||
        member.isRemoved ||
        (member.displayName === claims.name && member.email === (claims.email ?? null)));
    const member = await readMember(key, claims.sub);
    if (isKnown(member) || !key.namespace) return member;
    const { id: namespaceId } = key.namespace;
    await admitMember(services, { namespaceId, issuer: key.issuer, claims, keyRole: key.role });
    members.forget(`${namespaceId}/${claims.sub}`);
    return readMember(key, claims.sub);
  }

  async function identifyToken(token: string): Promise<Identity> {
    const { keyId, claims } = await verify(token);
    const key = await findKey(keyId);
    if (!key.namespace) throw refuse('Tokens are made with a key of a namespace, not with an operator key.');
    return identityOf(key, await findMember(key, claims), claims.role);
  }

  async function identifySession(secret: string): Promise<Identity> {
    const hash = hashSessionSecret(secret);
    const session = hash === null ? null : await sessions.get(hash, () => loadSession(db, hash));
    if (!session || session.expiresAt <= now()) throw refuse('Your session is over. Sign in again.');
    const key = await findKey(session.keyId);
    return identityOf(key, await readMember(key, session.subject), session.role);
  }

  return {
    async identify(authorization, sessionSecret) {
      if (authorization === undefined && sessionSecret !== undefined) return identifySession(sessionSecret);
      const [, credential] = /^Bearer ([\x21-\x7e]{1,4096})$/i.exec(authorization ?? '') ?? [];
      if (!credential) throw new MediaError('auth.required');
      return credential.startsWith('vt_') ? identifyKey(credential) : identifyToken(credential);
    },
    forget() {
      for (const cache of [keys, members, sessions]) cache.forgetAll();
    },
  };
}

/** @param claimed the role of the token, or of the one that a session was opened with. */
function identityOf(key: LoadedKey, member: LoadedMember | null, claimed: Role): Identity {
  if (!member) throw refuse('The person of this token is not known here. Sign in again.');
  if (member.isRemoved || member.isErased || member.role === null) {
    throw new MediaError('auth.denied', undefined, {
      message: 'You are no member of this library any more. Ask an admin to add you again.',
    });
  }
  const role = least(key.role, claimed, member.role);
  return { actor: actorOf(key, member, role), namespace: key.namespace };
}

function actorOf(key: LoadedKey, member: LoadedMember | null, role: Role): Actor {
  return {
    kind: member ? 'user' : key.namespace ? 'key' : 'operator',
    role: key.namespace ? role : null,
    scopes: key.scopes,
    keyId: key.id,
    userId: member?.userId ?? null,
    displayName: member?.displayName ?? null,
    namespaceId: key.namespace?.id ?? null,
  };
}
