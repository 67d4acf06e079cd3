import type { Tag, TagId } from '@vitrine/schema';
import type { Prisma } from '../../db/generated/client.ts';
import { countVisible } from '../media/count-visible.ts';
import type { Scope } from '../scope.ts';

/** Tags of this namespace, by name, each with how many files carry it that the actor may see. */
export async function findTags(scope: Scope, where: Prisma.TagWhereInput, limit: number): Promise<Tag[]> {
  const rows = await scope.db.prisma.tag.findMany({
    where: { ...where, namespaceId: scope.namespace.id },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: limit,
  });
  const counts = await countVisible(
    scope,
    'tags',
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: row.id as TagId,
    name: row.name,
    slug: row.slug,
    description: row.description,
    color: row.color,
    parentId: row.parentId as TagId | null,
    usageCount: counts.get(row.id)?.files ?? 0,
    createdAt: row.createdAt.toISOString(),
  }));
}
