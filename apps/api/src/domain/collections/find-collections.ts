import type { AccessLevel, Collection, CollectionId, MediaId } from '@vitrine/schema';
import { can } from '../identity/can.ts';
import { countVisible } from '../media/count-visible.ts';
import { findVisibleIds } from '../media/find-visible-ids.ts';
import type { Scope } from '../scope.ts';

export interface CollectionRow {
  id: string;
  title: string;
  slug: string;
  description: string;
  color: string;
  coverMediaId: string | null;
  parentId: string | null;
  accessLevel: string;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export const resourceOfCollection = (row: Pick<CollectionRow, 'accessLevel' | 'createdBy'>) => ({
  accessLevel: row.accessLevel as AccessLevel,
  ownerId: row.createdBy,
});

/** Collections that the actor may see, by title; all of the namespace where no id is given. */
export async function findCollections(scope: Scope, ids?: readonly string[]): Promise<Collection[]> {
  const rows = await scope.db.prisma.collection.findMany({
    where: { namespaceId: scope.namespace.id, ...(ids && { id: { in: [...ids] } }) },
    orderBy: [{ title: 'asc' }, { id: 'asc' }],
  });
  const seen = rows.filter((row) => can(scope.actor, 'collection.read', resourceOfCollection(row)));
  const counts = await countVisible(
    scope,
    'collections',
    seen.map(({ id }) => id),
  );
  const named = await findVisibleNames(scope, seen);
  return seen.map((row) => present(row, counts.get(row.id), named));
}

/** Ids of covers and parents that collections name and the actor may see. */
async function findVisibleNames(scope: Scope, rows: readonly CollectionRow[]): Promise<ReadonlySet<string>> {
  const covers = rows.flatMap(({ coverMediaId }) => coverMediaId ?? []);
  const parents = [...new Set(rows.flatMap(({ parentId }) => parentId ?? []))];
  const above = await scope.db.prisma.collection.findMany({
    where: { namespaceId: scope.namespace.id, id: { in: parents } },
    select: { id: true, accessLevel: true, createdBy: true },
  });
  const seen = above.filter((row) => can(scope.actor, 'collection.read', resourceOfCollection(row)));
  return new Set([...(await findVisibleIds(scope, covers)), ...seen.map(({ id }) => id)]);
}

function present(
  row: CollectionRow,
  count: { files: number; bytes: number } | undefined,
  named: ReadonlySet<string>,
): Collection {
  const ifSeen = (id: string | null) => (id !== null && named.has(id) ? id : null);
  return {
    id: row.id as CollectionId,
    title: row.title,
    slug: row.slug,
    description: row.description,
    color: row.color,
    coverId: ifSeen(row.coverMediaId) as MediaId | null,
    parentId: ifSeen(row.parentId) as CollectionId | null,
    accessLevel: row.accessLevel as AccessLevel,
    isPublic: row.accessLevel === 'public',
    fileCount: count?.files ?? 0,
    totalSizeBytes: count?.bytes ?? 0,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
