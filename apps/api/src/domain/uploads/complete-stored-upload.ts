import { ApiKeyId, compareRoles, Role, UserId } from '@vitrine/schema';
import type { Upload as UploadRow } from '../../db/generated/client.ts';
import { loadNamespace } from '../namespaces/load-namespace.ts';
import type { Scope, Services } from '../scope.ts';
import { completeFinished } from './finish-upload.ts';
import type { CompletedUpload } from './received-file.ts';

/**
 * Completes an upload whose request is over, in the name of whoever made it. One that ended meanwhile is left as it is.
 * @throws MediaError where the file is refused, or where another try may do better.
 */
export async function completeStoredUpload(
  services: Services,
  { namespaceId, uploadId }: { namespaceId: string; uploadId: string },
  requestId: string,
): Promise<CompletedUpload | null> {
  const row = await services.db.prisma.upload.findUnique({
    where: { namespaceId_id: { namespaceId, id: uploadId } },
  });
  if (row?.state !== 'finishing') return null;
  return completeFinished(await scopeOfUploader(services, row, requestId), row);
}

/** What the uploader may do now, not what they might when they began. */
async function scopeOfUploader(services: Services, row: UploadRow, requestId: string): Promise<Scope> {
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
  const least = roles.reduce((a, b) => (compareRoles(a, b) <= 0 ? a : b), 'admin' as Role);
  return {
    ...services,
    namespace,
    requestId,
    actor: {
      kind: userId === null ? 'key' : 'user',
      role: roles.length === 0 || membership?.removedAt ? 'viewer' : least,
      keyId: apiKeyId === null ? null : ApiKeyId.parse(apiKeyId),
      userId: userId === null ? null : UserId.parse(userId),
      displayName: membership?.user.displayName ?? null,
      namespaceId: namespace.id,
    },
  };
}
