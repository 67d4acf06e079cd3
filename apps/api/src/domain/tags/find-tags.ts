import type { Tag, TagId } from '@vitrine/schema';
import { countVisible } from '../media/count-visible.ts';
import type { Scope } from '../scope.ts';
import { findEndingTags } from './find-ending-tags.ts';

interface TagRow {
  id: string;
  name: string;
  slug: string;
  description: string;
  color: string;
  parent_id: string | null;
  created_at: Date;
}

const TEXT = `
  select id, name, slug, description, color, parent_id, created_at
  from tag, (select public.fold_name($2) as typed) wanted
  where namespace_id = $1 and ($3::uuid[] is null or id = any ($3)) and id <> all ($4::uuid[])
    and strpos(name_key, typed) > 0
  order by starts_with(name_key, typed) desc, name, id
  limit $5`;

/**
 * Tags of this namespace, each with how many files carry it that the actor may see. Those whose name begins so come
 * first, then those of which a later word does; each by name.
 * @param asked.search the beginning of a word, capital letters and accents or not; '' for all.
 */
export async function findTags(
  scope: Scope,
  { ids, search = '', limit }: { ids?: readonly string[]; search?: string; limit?: number },
): Promise<Tag[]> {
  const namespaceId = scope.namespace.id;
  const ending = [...(await findEndingTags(scope.db.prisma, namespaceId)).keys()];
  const { rows } = await scope.db.pool.query<TagRow>({
    name: 'find-tags',
    text: TEXT,
    values: [namespaceId, search.trim(), ids ?? null, ending, limit ?? null],
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
    parentId: row.parent_id as TagId | null,
    usageCount: counts.get(row.id)?.files ?? 0,
    createdAt: row.created_at.toISOString(),
  }));
}
