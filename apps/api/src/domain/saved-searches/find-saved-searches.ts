import type { SavedSearch, SavedSearchId } from '@vitrine/schema';
import type { Prisma } from '../../db/generated/client.ts';
import { can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { readSavedQuery } from './read-saved-query.ts';

/** What the rules know of one: everyone of the namespace sees what is shared. */
export const resourceOfSaved = (row: { isShared: boolean; createdBy: string | null }) => ({
  accessLevel: row.isShared ? ('members' as const) : ('private' as const),
  ownerId: row.createdBy,
});

/** Saved searches that the actor may see, by name. */
export async function findSavedSearches(
  scope: Scope,
  where: Prisma.SavedSearchWhereInput = {},
): Promise<SavedSearch[]> {
  const { userId } = scope.actor;
  const rows = await scope.db.prisma.savedSearch.findMany({
    where: {
      ...where,
      namespaceId: scope.namespace.id,
      OR: [{ isShared: true }, ...(userId === null ? [] : [{ createdBy: userId }])],
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  const seen = rows.filter((row) => can(scope.actor, 'saved-search.read', resourceOfSaved(row)));
  return seen.map((row) => {
    const { query, sort } = readSavedQuery(row.query);
    return {
      id: row.id as SavedSearchId,
      name: row.name,
      query: query as SavedSearch['query'],
      sort,
      isShared: row.isShared,
      isOwn: userId !== null && row.createdBy === userId,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    };
  });
}
