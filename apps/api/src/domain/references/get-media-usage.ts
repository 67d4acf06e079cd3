import type { MediaUsage } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import { findMedia } from '../media/find-media.ts';
import type { Scope } from '../scope.ts';
import { findUses } from './find-uses.ts';

const MAX_USES = 500;

/**
 * Where a file is used now, and when a use was last added.
 * @throws MediaError `not-found`, also for a file that the actor may not see.
 */
export async function getMediaUsage(scope: Scope, input: { mediaId: string }): Promise<MediaUsage> {
  const [row] = await findMedia(scope, [input.mediaId]);
  if (!row) throw new MediaError('not-found', { id: input.mediaId });
  const { prisma } = scope.db;
  const [uses, counts] = await Promise.all([
    findUses(prisma, scope.namespace.id, [row.id], MAX_USES),
    prisma.$queryRaw<{ grew_at: Date | null }[]>`
      select grew_at from counts_of('references', array[${row.id}::uuid])`,
  ]);
  return {
    mediaId: row.id as MediaUsage['mediaId'],
    referenceCount: Number(row.reference_count),
    lastReferencedAt: counts[0]?.grew_at?.toISOString() ?? null,
    usedIn: uses.get(row.id) ?? [],
  };
}
