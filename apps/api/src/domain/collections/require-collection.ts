import type { AccessLevel, MediaQuery } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import { can } from '../identity/can.ts';
import { readSavedQuery } from '../saved-searches/read-saved-query.ts';
import type { Scope } from '../scope.ts';

export const resourceOfCollection = (row: { accessLevel: string; createdBy: string | null }) => ({
  accessLevel: row.accessLevel as AccessLevel,
  ownerId: row.createdBy,
});

/**
 * Sees to it that the actor may see a collection, without counting what is in it.
 * @returns the query of a smart one; null for one that people fill.
 * @throws MediaError `not-found`, also for what the actor may not see.
 */
export async function requireCollection(
  scope: Scope,
  { id }: { id: string },
): Promise<{ id: string; smartQuery: MediaQuery | null }> {
  const row = await scope.db.prisma.collection.findFirst({
    where: { namespaceId: scope.namespace.id, id },
    select: { id: true, accessLevel: true, createdBy: true, smartQuery: true },
  });
  if (!row || !can(scope.actor, 'collection.read', resourceOfCollection(row)))
    throw new MediaError('not-found', { id });
  return { id, smartQuery: row.smartQuery === null ? null : readSavedQuery(row.smartQuery).query };
}
