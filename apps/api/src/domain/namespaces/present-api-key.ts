import { type ApiKey, ApiKeyId, Role } from '@vitrine/schema';

interface ApiKeyRow {
  id: string;
  name: string;
  role: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** Everything but what the key is made of. */
export const apiKeySelect = {
  id: true,
  name: true,
  role: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
} as const;

export function presentApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: ApiKeyId.parse(row.id),
    name: row.name,
    role: Role.parse(row.role),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
