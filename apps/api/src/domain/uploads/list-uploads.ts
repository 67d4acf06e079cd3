import type { Upload } from '@vitrine/schema';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { presentUploads } from './present-upload.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** One's own uploads of the last day, newest first, at most 100. */
export async function listUploads(scope: Scope): Promise<Upload[]> {
  const { actor } = scope;
  authorize(actor, 'upload.list');
  const rows = await scope.db.prisma.upload.findMany({
    where: {
      namespaceId: scope.namespace.id,
      createdAt: { gt: new Date(scope.now().getTime() - dayMs) },
      userId: actor.userId,
      ...(actor.userId === null && { apiKeyId: actor.keyId }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 100,
  });
  return presentUploads(scope, rows);
}
