import type { AccessLevel, Namespace, NamespaceId } from '@vitrine/schema';
import { NamespaceSettings } from '@vitrine/schema';
import { can } from '../identity/can.ts';
import type { CallerScope } from '../scope.ts';
import { languageOf } from './search-config.ts';

/** Namespaces that the actor may see, by name: all for the operator, its own for everybody else while it is in use. */
export async function findNamespaces(scope: CallerScope, id?: string): Promise<Namespace[]> {
  if (!can(scope.actor, 'namespace.read')) return [];
  const own = scope.namespace?.id;
  if (own && id && id !== own) return [];
  const wanted = id ?? own;
  const rows = await scope.db.prisma.namespace.findMany({
    where: { ...(own && { archivedAt: null }), ...(wanted && { id: wanted }) },
    include: { usage: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    id: row.id as NamespaceId,
    slug: row.slug,
    name: row.name,
    defaultAccessLevel: row.defaultAccessLevel as AccessLevel,
    settings: NamespaceSettings.parse(row.settings),
    searchLanguage: languageOf(row.textSearchConfig),
    quotaBytes: row.quotaBytes === null ? null : Number(row.quotaBytes),
    usedBytes: Number(row.usage?.usedBytes ?? 0),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }));
}
