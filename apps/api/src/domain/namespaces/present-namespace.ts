import { AccessLevel, type Namespace, NamespaceId, NamespaceSettings } from '@vitrine/schema';

/** A row of `namespace` with its ledger, as Prisma reads it with `namespaceSelect`. */
interface NamespaceRow {
  id: string;
  slug: string;
  name: string;
  defaultAccessLevel: string;
  settings: unknown;
  quotaBytes: bigint | null;
  createdAt: Date;
  usage: { usedBytes: bigint } | null;
}

export const namespaceSelect = {
  id: true,
  slug: true,
  name: true,
  defaultAccessLevel: true,
  settings: true,
  quotaBytes: true,
  createdAt: true,
  usage: { select: { usedBytes: true } },
} as const;

export function presentNamespace(row: NamespaceRow): Namespace {
  return {
    id: NamespaceId.parse(row.id),
    slug: row.slug,
    name: row.name,
    defaultAccessLevel: AccessLevel.parse(row.defaultAccessLevel),
    settings: NamespaceSettings.parse(row.settings),
    quotaBytes: row.quotaBytes === null ? null : Number(row.quotaBytes),
    usedBytes: Number(row.usage?.usedBytes ?? 0),
    createdAt: row.createdAt.toISOString(),
  };
}
