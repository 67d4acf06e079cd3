import type { ApiKey, ApiKeyId, Role } from '@vitrine/schema';

interface KeyRow {
  id: string;
  name: string;
  role: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** A key as admins see it: everything but the secret, which nobody has. */
export function presentKey(row: KeyRow): ApiKey {
  return {
    id: row.id as ApiKeyId,
    name: row.name,
    role: row.role as Role,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
