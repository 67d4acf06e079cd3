import type { ApiKey, ApiKeyId, KeyScope, Role } from '@vitrine/schema';

interface KeyRow {
  id: string;
  name: string;
  role: string;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  replacedBy: string | null;
}

/** A key as admins see it: everything but the secret, which nobody has. */
export function presentKey(row: KeyRow): ApiKey {
  return {
    id: row.id as ApiKeyId,
    name: row.name,
    role: row.role as Role,
    scopes: row.scopes as KeyScope[],
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    replacedBy: row.replacedBy as ApiKeyId | null,
  };
}
