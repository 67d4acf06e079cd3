import { type ApiKey, compareRoles, type KeyScope, type NamespaceId, type Role } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import type { CallerScope } from '../scope.ts';
import { getNamespace } from './get-namespace.ts';

/**
 * Sees to it that the actor may manage the keys of a namespace or, for null, those of operators.
 * @throws MediaError `not-found`, `auth.denied`.
 */
export async function requireKeyOwner(
  scope: CallerScope,
  namespaceId: string | null,
): Promise<NamespaceId | null> {
  if (namespaceId === null) {
    authorize(scope.actor, 'operator-key.manage');
    return null;
  }
  const { id } = await getNamespace(scope, { id: namespaceId });
  authorize(scope.actor, 'key.manage');
  return id;
}

/**
 * Nobody hands out a key that may do more than they may themselves, whether they make it or renew it.
 * @throws MediaError `auth.denied`.
 */
export function refuseWiderKey({ actor }: CallerScope, key: Pick<ApiKey, 'role' | 'scopes'>): void {
  const isRole = actor.role === null || compareRoles(key.role, actor.role) <= 0;
  if (isRole && coversScopes(actor.scopes, key.scopes)) return;
  throw new MediaError(
    'auth.denied',
    { role: actor.role satisfies Role | null, ...(actor.scopes && { scopes: actor.scopes }) },
    { message: 'A key can not do more than you may yourself.' },
  );
}

/** No scope at all is every scope. */
function coversScopes(own: readonly KeyScope[] | null, wanted: readonly KeyScope[]): boolean {
  if (own === null) return true;
  return wanted.length > 0 && wanted.every((scope) => own.includes(scope));
}
