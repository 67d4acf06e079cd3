import type {
  AccessLevel,
  ApiKeyId,
  KeyScope,
  NamespaceId,
  NamespaceSettings,
  Role,
  UserId,
} from '@vitrine/schema';
import type { Config } from '../config/config.ts';
import type { Database } from '../db/open-database.ts';
import { MediaError } from '../errors/media-error.ts';
import type { Logger } from '../observability/logger.ts';
import type { DecodePool } from '../processing/decode-pool.ts';
import type { StorageDriver } from '../storage/storage-driver.ts';
import type { EventHub } from './events/create-event-hub.ts';
import type { Authenticator } from './identity/create-authenticator.ts';
import type { Grants, SigningKey } from './media/grants.ts';
import type { Turnstile } from './uploads/create-turnstile.ts';
import type { UploadBeats } from './uploads/create-upload-beats.ts';

/** Who asks. It comes from the credential alone, never from an input. */
export interface Actor {
  kind: 'key' | 'user' | 'operator' | 'system';
  /** What this actor may do in its namespace; null for an operator, who has none. */
  role: Role | null;
  /** What its key may be used for; null for everything. */
  scopes: readonly KeyScope[] | null;
  /** The API key, or the key that the token was made with; null for the system. */
  keyId: ApiKeyId | null;
  userId: UserId | null;
  displayName: string | null;
  namespaceId: NamespaceId | null;
}

export interface NamespaceRef {
  id: NamespaceId;
  slug: string;
  name: string;
  defaultAccessLevel: AccessLevel;
  settings: NamespaceSettings;
  /** Of the database: `vitrine`, `vitrine_german`. */
  textSearchConfig: string;
}

/** What the process is made of before the domain is opened. */
export interface GroundServices {
  config: Config;
  db: Database;
  storage: StorageDriver;
  decodePool: DecodePool;
  log: Logger;
  /** Newest first: that one signs, all verify. */
  signingKeys: readonly SigningKey[];
  /** The origin by which browsers reach this instance: `https://media.example.org`. Known once it listens. */
  origin(): string;
  now(): Date;
  newId(): string;
}

export interface Services extends GroundServices {
  grants: Grants;
  events: EventHub;
  authenticator: Authenticator;
  uploadBeats: UploadBeats;
  turnstiles: {
    /** For forms whose bytes arrive. */
    receiving: Turnstile;
    /** For files that are decoded, put in place and written down. */
    completing: Turnstile;
  };
}

/** A request of somebody known, in a namespace or, for an operator, in none. */
export interface CallerScope extends Services {
  actor: Actor;
  namespace: NamespaceRef | null;
  requestId: string;
}

/** A request in exactly one namespace: what nearly every function of the domain takes first. */
export interface Scope extends CallerScope {
  namespace: NamespaceRef;
}

/** @throws MediaError `auth.denied` for an operator's key. */
export function requireNamespace(scope: CallerScope): Scope {
  const { namespace } = scope;
  if (namespace) return { ...scope, namespace };
  throw new MediaError('auth.denied', undefined, {
    message: 'An operator key works in no namespace. Use a key of the namespace.',
  });
}

/** The scope of a job: it may do all in one namespace, and the audit names no person. */
export function systemScope(services: Services, namespace: NamespaceRef, requestId: string): Scope {
  const actor: Actor = {
    kind: 'system',
    role: 'admin',
    scopes: null,
    keyId: null,
    userId: null,
    displayName: null,
    namespaceId: namespace.id,
  };
  return { ...services, actor, namespace, requestId };
}
