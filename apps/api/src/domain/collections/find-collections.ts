import type { AccessLevel, Collection, CollectionId, MediaId, MediaQuery } from '@vitrine/schema';
import { can } from '../identity/can.ts';
import { countVisible } from '../media/count-visible.ts';
import { findVisibleIds } from '../media/find-visible-ids.ts';
import { readSavedQuery } from '../saved-searches/read-saved-query.ts';
import type { Scope } from '../scope.ts';
import { countSmart } from './count-smart.ts';
import { resourceOfCollection } from './require-collection.ts';

interface CollectionRow {
  id: string;
  title: string;
  slug: string;
  description: string;
  color: string;
  coverMediaId: string | null;
  parentId: string | null;
  accessLevel: string;
  smartQuery: unknown;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
}

interface Count {
  files: number;
  bytes: number;
  isExact?: boolean;
}

/** Collections that the actor may see, by title; all of the namespace where no id is given. */
export async function findCollections(scope: Scope, ids?: readonly string[]): Promise<Collection[]> {
  const rows = await scope.db.prisma.collection.findMany({
    where: { namespaceId: scope.namespace.id, ...(ids && { id: { in: [...ids] } }) },
    orderBy: [{ title: 'asc' }, { id: 'asc' }],
  });
  const seen = rows.filter((row) => can(scope.actor, 'collection.read', resourceOfCollection(row)));
  const queries = new Map(
    seen.flatMap(({ id, smartQuery }) =>
      smartQuery === null ? [] : [[id, readSavedQuery(smartQuery).query] as const],
    ),
  );
  const filled = seen.filter(({ id }) => !queries.has(id)).map(({ id }) => id);
  const [counts, smartCounts, named] = await Promise.all([
    countVisible(scope, 'collections', filled),
    countSmart(
      scope,
      [...queries].map(([id, query]) => ({ id, query })),
    ),
    findVisibleNames(scope, seen),
  ]);
  return seen.map((row) =>
    present(row, {
      query: queries.get(row.id) ?? null,
      count: smartCounts.get(row.id) ?? counts.get(row.id) ?? { files: 0, bytes: 0 },
      named,
    }),
  );
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
  { query, count, named }: { query: MediaQuery | null; count: Count; named: ReadonlySet<string> },
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
    smartQuery: query as Collection['smartQuery'],
    fileCount: count.files,
    totalSizeBytes: count.bytes,
    isExact: count.isExact ?? true,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
