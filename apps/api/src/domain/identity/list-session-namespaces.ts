import type { NamespaceId, Role, SessionNamespace } from '@vitrine/schema';
import { isDefaultMembership } from '../namespaces/find-memberships.ts';
import { findNamespaces } from '../namespaces/find-namespaces.ts';
import type { CallerScope } from '../scope.ts';

interface Row {
  id: NamespaceId;
  slug: string;
  name: string;
  role: Role;
  is_default: boolean;
}

/**
 * The namespaces that the person is a member of, the default first; a key's is its own. An operator's key works in
 * none: it manages them.
 */
export async function listSessionNamespaces(scope: CallerScope): Promise<SessionNamespace[]> {
  const { actor } = scope;
  if (!scope.namespace) return [];
  if (actor.userId === null) {
    const own = await findNamespaces(scope);
    return own.map(({ id, slug, name }) => ({ id, slug, name, role: actor.role, isDefault: true }));
  }
  const rows = await scope.db.prisma.$queryRaw<Row[]>`
    select n.id, n.slug, n.name, m.role, ${isDefaultMembership} as is_default
    from membership m join namespace n on n.id = m.namespace_id
    where m.user_id = ${actor.userId}::uuid and m.removed_at is null and n.archived_at is null
    order by is_default desc, n.name, n.id`;
  return rows.map(({ is_default: isDefault, ...namespace }) => ({ ...namespace, isDefault }));
}
