import { type MediaId, type PersonalData, UserId } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { findMediaRows } from '../../search-index/find-media-rows.ts';
import { authorize } from '../identity/can.ts';
import { presentMedia } from '../media/present-media.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';

const MAX_ACTIONS = 10_000;

/**
 * All that a namespace keeps of a person and about them, and nothing of anybody else.
 * @throws MediaError `auth.denied`, `not-found` for somebody who was never a member.
 */
export async function exportUser(scope: Scope, { userId }: { userId: string }): Promise<PersonalData> {
  authorize(scope.actor, 'privacy.manage');
  const { prisma } = scope.db;
  const namespaceId = scope.namespace.id;
  const membership = await prisma.membership.findUnique({
    where: { namespaceId_userId: { namespaceId, userId } },
    include: { user: true },
  });
  if (!membership) throw new MediaError('not-found', { userId });
  const made = { namespaceId, createdBy: userId };
  const [media, uploads, tags, collections, tasks, actions] = await Promise.all([
    prisma.media.findMany({
      where: { namespaceId, uploadedBy: userId, purgeStartedAt: null },
      select: { id: true },
      orderBy: { id: 'asc' },
    }),
    prisma.upload.findMany({ where: { namespaceId, userId }, orderBy: { id: 'asc' } }),
    prisma.tag.findMany({ where: made, orderBy: { id: 'asc' } }),
    prisma.collection.findMany({ where: made, orderBy: { id: 'asc' } }),
    prisma.task.findMany({ where: { namespaceId, userId }, orderBy: { id: 'asc' } }),
    prisma.auditEntry.findMany({
      where: { namespaceId, actorId: userId },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: MAX_ACTIONS,
    }),
  ]);
  const rows = await findMediaRows(
    scope.db,
    namespaceId,
    media.map(({ id }) => id),
  );
  await transaction(scope, (tx) =>
    recordChange(tx, scope, { action: 'user.exported', entity: 'user', ids: [userId] }),
  );
  const { user } = membership;
  return {
    exportedAt: scope.now().toISOString(),
    person: {
      id: UserId.parse(user.id),
      issuer: user.issuer,
      subject: user.subject,
      displayName: user.displayName,
      email: user.email,
      userInfo: user.userInfo as Record<string, unknown>,
      createdAt: user.createdAt.toISOString(),
    },
    membership: {
      role: membership.role,
      createdAt: membership.createdAt.toISOString(),
      removedAt: membership.removedAt?.toISOString() ?? null,
    },
    files: rows.map((row) => {
      const file = presentMedia(scope, row);
      const { id, title, originalFilename, mimeType, sizeBytes, createdAt, metadata, url } = file;
      const names = file.tags.map(({ name }) => name);
      return {
        id: id as MediaId,
        title,
        originalFilename,
        mimeType,
        sizeBytes,
        createdAt,
        tags: names,
        metadata,
        url,
      };
    }),
    uploads: uploads.map(({ id, filename, createdAt }) => ({
      id,
      filename,
      createdAt: createdAt.toISOString(),
    })),
    tags: tags.map(({ id, name, createdAt }) => ({ id, name, createdAt: createdAt.toISOString() })),
    collections: collections.map(({ id, title, createdAt }) => ({
      id,
      name: title,
      createdAt: createdAt.toISOString(),
    })),
    tasks: tasks.map(({ id, kind, createdAt }) => ({ id, kind, createdAt: createdAt.toISOString() })),
    actions: actions.map(({ createdAt, action, entity, entityId, reason }) => ({
      at: createdAt.toISOString(),
      action,
      entity,
      entityId,
      reason,
    })),
  };
}
