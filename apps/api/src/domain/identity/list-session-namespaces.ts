import type { Namespace } from '@vitrine/schema';
import { findNamespaces } from '../namespaces/find-namespaces.ts';
import type { CallerScope } from '../scope.ts';

/** The namespaces that this credential can work in. An operator's key works in none: it manages them. */
export async function listSessionNamespaces(
  scope: CallerScope,
): Promise<Pick<Namespace, 'id' | 'slug' | 'name'>[]> {
  if (!scope.namespace) return [];
  const namespaces = await findNamespaces(scope);
  return namespaces.map(({ id, slug, name }) => ({ id, slug, name }));
}
