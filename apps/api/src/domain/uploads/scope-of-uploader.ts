import { ApiKeyId, compareRoles, Role, UserId } from '@vitrine/schema';
import type { Upload as UploadRow } from '../../db/generated/client.ts';
import { readScopes } from '../identity/read-scopes.ts';
import { loadNamespace } from '../namespaces/load-namespace.ts';
import type { Scope, Services } from '../scope.ts';

/** Whoever made an upload, for a job: with what they may do now, and never more than the credential that it began with. */
export async function scopeOfUploader(
  services: Services,
  row: Pick<UploadRow, 'namespaceId' | 'userId' | 'apiKeyId'> & Partial<Pick<UploadRow, 'role'>>,
  requestId: string,
): Promise<Scope> {
  const { namespaceId, userId, apiKeyId } = row;
  const [namespace, key, membership] = await Promise.all([
    loadNamespace(services, namespaceId),
    apiKeyId === null ? null : services.db.prisma.apiKey.findUnique({ where: { id: apiKeyId } }),
    userId === null
      ? null
      : services.db.prisma.membership.findUnique({
          where: { namespaceId_userId: { namespaceId, userId } },
          include: { user: { select: { displayName: true } } },
        }),
  ]);
  const roles = [key?.role, membership?.role].flatMap((role) => (role ? [Role.parse(role)] : []));
  const began = row.role ? [Role.parse(row.role)] : [];
  const least = [...roles, ...began].reduce((a, b) => (compareRoles(a, b) <= 0 ? a : b), 'admin' as Role);
  const now = services.now();
  const isOver =
    roles.length === 0 ||
    membership?.removedAt ||
    key?.revokedAt ||
    (key?.expiresAt && key.expiresAt <= now) ||
    namespace.isArchived;
  return {
    ...services,
    namespace,
    requestId,
    actor: {
      kind: userId === null ? 'key' : 'user',
      role: isOver ? 'viewer' : least,
      scopes: key === null ? null : readScopes(key.scopes),
      keyId: apiKeyId === null ? null : ApiKeyId.parse(apiKeyId),
      userId: userId === null ? null : UserId.parse(userId),
      displayName: membership?.user.displayName ?? null,
      namespaceId: namespace.id,
    },
  };
}
