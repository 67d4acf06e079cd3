import { ApiKeyId, compareRoles, type Role } from '@vitrine/schema';
import type * as z from 'zod';
import type { Task as TaskRow } from '../../db/generated/client.ts';
import { MediaError } from '../../errors/media-error.ts';
import { readScopes } from '../identity/read-scopes.ts';
import { loadNamespace } from '../namespaces/load-namespace.ts';
import type { Scope, Services } from '../scope.ts';
import { scopeOfUploader } from '../uploads/scope-of-uploader.ts';
import type { Asked } from './make-link.ts';

/**
 * Whoever asked for a download, with what they may do when it is fetched.
 * @throws MediaError 'auth.denied' where they are no member any more, or their key has ended; 'not-found' where the
 * namespace is archived, for all but the operator.
 */
export async function scopeOfAsker(
  services: Services,
  { namespaceId, userId }: Pick<TaskRow, 'namespaceId' | 'userId'>,
  { apiKeyId, role }: z.output<typeof Asked>,
  requestId: string,
): Promise<Scope> {
  const { prisma } = services.db;
  const [key, membership, namespace] = await Promise.all([
    apiKeyId === null ? null : prisma.apiKey.findUnique({ where: { id: apiKeyId } }),
    userId === null
      ? null
      : prisma.membership.findUnique({ where: { namespaceId_userId: { namespaceId, userId } } }),
    loadNamespace(services, namespaceId),
  ]);
  const isOver = key?.revokedAt || (key?.expiresAt && key.expiresAt <= services.now());
  const isKeyGood = apiKeyId === null || (key !== null && !isOver);
  const isMember = userId === null || (membership !== null && membership.removedAt === null);
  if (!isKeyGood || !isMember) throw new MediaError('auth.denied');
  if (key !== null && key.namespaceId === null) {
    const scopes = readScopes(key.scopes);
    const actor = { kind: 'operator' as const, role: null, scopes, keyId: ApiKeyId.parse(key.id) };
    return {
      ...services,
      namespace,
      requestId,
      actor: { ...actor, userId: null, displayName: null, namespaceId: null },
    };
  }
  if (namespace.isArchived) throw new MediaError('not-found');
  const scope = await scopeOfUploader(services, { namespaceId, userId, apiKeyId }, requestId);
  return { ...scope, actor: { ...scope.actor, role: leastOf(role ?? 'viewer', scope.actor.role) } };
}

const leastOf = (asked: Role, now: Role | null): Role =>
  now !== null && compareRoles(now, asked) < 0 ? now : asked;
