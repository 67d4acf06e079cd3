import type { ContentState, MediaUsage, MediaUse } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import { findMedia } from '../media/find-media.ts';
import type { Scope } from '../scope.ts';
import { findUses } from './find-uses.ts';

const MAX_USES = 500;

/**
 * Where a file is used now, and when a use was last added; with it counts what was merged into it.
 * @throws MediaError `not-found`, also for a file that the actor may not see.
 */
export async function getMediaUsage(
  scope: Scope,
  input: { mediaId: string; groupByType?: boolean },
): Promise<MediaUsage> {
  const [row] = await findMedia(scope, [input.mediaId]);
  if (!row) throw new MediaError('not-found', { id: input.mediaId });
  const { prisma } = scope.db;
  const merged = await prisma.media.findMany({
    where: { namespaceId: scope.namespace.id, replacedBy: row.id, mergedAt: { not: null }, deletedAt: null },
    select: { id: true },
  });
  const named = [row.id, ...merged.map(({ id }) => id)];
  const [uses, counts, states] = await Promise.all([
    findUses(prisma, scope.namespace.id, [row.id], MAX_USES),
    prisma.$queryRaw<{ grew_at: Date | null }[]>`
      select max(grew_at) as grew_at from counts_of('references', ${named}::uuid[])`,
    prisma.$queryRaw<{ state: ContentState; count: bigint }[]>`
      select c.state, count(*) as count
      from reference r join content_item c on c.namespace_id = r.namespace_id and c.id = r.content_item_id
      where r.namespace_id = ${scope.namespace.id}::uuid and r.media_id = any (${named}::uuid[]) group by c.state`,
  ]);
  const referencesByState = { draft: 0, published: 0, archived: 0 };
  for (const { state, count } of states) referencesByState[state] = Number(count);
  const usedIn = uses.get(row.id) ?? [];
  return {
    mediaId: row.id as MediaUsage['mediaId'],
    referenceCount: states.reduce((sum, { count }) => sum + Number(count), 0),
    referencesByState,
    lastReferencedAt: counts[0]?.grew_at?.toISOString() ?? null,
    usedIn,
    ...(input.groupByType && { usedInByType: idsByType(usedIn) }),
  };
}

/** `{ page: ['123'], post: ['789'] }`, each id once however many locales and states it has. */
function idsByType(uses: readonly MediaUse[]): Record<string, string[]> {
  const types = new Map<string, Set<string>>();
  for (const { contentType, contentId } of uses) {
    types.set(contentType, (types.get(contentType) ?? new Set()).add(contentId));
  }
  return Object.fromEntries([...types].map(([type, ids]) => [type, [...ids]]));
}
