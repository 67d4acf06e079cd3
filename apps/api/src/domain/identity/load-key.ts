import { createPublicKey, type KeyObject } from 'node:crypto';
import { AccessLevel, ApiKeyId, NamespaceId, NamespaceSettings, Role } from '@vitrine/schema';
import type { Database } from '../../db/open-database.ts';
import type { NamespaceRef } from '../scope.ts';

export interface LoadedKey {
  id: ApiKeyId;
  role: Role;
  secretSha256: string;
  publicKey: KeyObject;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  /** null for an operator's key. */
  namespace: NamespaceRef | null;
  isArchived: boolean;
}

interface KeyRow {
  id: string;
  role: string;
  secret_sha256: string;
  public_key: string;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
  namespace_id: string | null;
  slug: string;
  name: string;
  default_access_level: string;
  settings: unknown;
  archived_at: Date | null;
}

const SQL = `select k.id, k.role, k.secret_sha256, k.public_key, k.expires_at, k.revoked_at, k.last_used_at,
    n.id as namespace_id, n.slug, n.name, n.default_access_level, n.settings, n.archived_at
  from api_key k left join namespace n on n.id = k.namespace_id where k.id = $1`;

/** Reads a key with its namespace; null where there is none. Whether it still counts is the caller's to judge. */
export async function loadKey(db: Database, id: string): Promise<LoadedKey | null> {
  const { rows } = await db.pool.query<KeyRow>({ name: 'load-key', text: SQL, values: [id] });
  const [row] = rows;
  if (!row) return null;
  return {
    id: ApiKeyId.parse(row.id),
    role: Role.parse(row.role),
    secretSha256: row.secret_sha256,
    publicKey: createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: row.public_key } }),
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    isArchived: row.archived_at !== null,
    namespace: row.namespace_id
      ? {
          id: NamespaceId.parse(row.namespace_id),
          slug: row.slug,
          name: row.name,
          defaultAccessLevel: AccessLevel.parse(row.default_access_level),
          settings: NamespaceSettings.parse(row.settings),
        }
      : null,
  };
}
