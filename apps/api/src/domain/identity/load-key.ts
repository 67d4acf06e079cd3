import { createPublicKey, type KeyObject } from 'node:crypto';
import {
  AccessLevel,
  ApiKeyId,
  compareRoles,
  type KeyScope,
  NamespaceId,
  NamespaceSettings,
  Role,
} from '@vitrine/schema';
import type { Database } from '../../db/open-database.ts';
import type { NamespaceRef } from '../scope.ts';
import { issuerOf } from './load-member.ts';
import { readScopes } from './read-scopes.ts';

export interface LoadedKey {
  id: ApiKeyId;
  /** No more than who made it may by now. */
  role: Role;
  /** null for everything. */
  scopes: readonly KeyScope[] | null;
  secretSha256: string;
  publicKey: KeyObject;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  /** null for an operator's key. */
  namespace: NamespaceRef | null;
  /** Whose people its tokens name; empty for an operator's key. */
  issuer: string;
  isArchived: boolean;
}

interface KeyRow {
  id: string;
  role: string;
  maker_role: string | null;
  scopes: string[];
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
  text_search_config: string;
  issuer: string | null;
  archived_at: Date | null;
}

const SQL = `select k.id, k.role, maker.role as maker_role, k.scopes, k.secret_sha256, k.public_key, k.expires_at,
    k.revoked_at, k.last_used_at,
    n.id as namespace_id, n.slug, n.name, n.default_access_level, n.settings, n.text_search_config, n.issuer, n.archived_at
  from api_key k left join namespace n on n.id = k.namespace_id
  left join membership maker on maker.namespace_id = k.namespace_id and maker.user_id = k.created_by
  where k.id = $1`;

/** Reads a key with its namespace; null where there is none. Whether it still counts is the caller's to judge. */
export async function loadKey(db: Database, id: string): Promise<LoadedKey | null> {
  const { rows } = await db.pool.query<KeyRow>({ name: 'load-key', text: SQL, values: [id] });
  const [row] = rows;
  if (!row) return null;
  const role = Role.parse(row.role);
  const makerRole = Role.parse(row.maker_role ?? role);
  return {
    id: ApiKeyId.parse(row.id),
    role: compareRoles(makerRole, role) < 0 ? makerRole : role,
    scopes: readScopes(row.scopes),
    secretSha256: row.secret_sha256,
    publicKey: createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: row.public_key } }),
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    isArchived: row.archived_at !== null,
    issuer: row.namespace_id ? (row.issuer ?? issuerOf(row.namespace_id)) : '',
    namespace: row.namespace_id
      ? {
          id: NamespaceId.parse(row.namespace_id),
          slug: row.slug,
          name: row.name,
          defaultAccessLevel: AccessLevel.parse(row.default_access_level),
          settings: NamespaceSettings.parse(row.settings),
          textSearchConfig: row.text_search_config,
        }
      : null,
  };
}
