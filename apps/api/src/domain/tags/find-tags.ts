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
  /** Since 1970, in ms: of ten thousand tags, reading dates would take as long as all the rest. */
  created_ms: number;
}

const COLUMNS = `id, name, slug, description, color, parent_id,
  trunc(extract(epoch from created_at) * 1000)::float8 as created_ms`;
const WHERE = 'namespace_id = $1 and ($2::uuid[] is null or id = any ($2)) and id <> all ($3::uuid[])';

const ALL = `select ${COLUMNS} from tag where ${WHERE} order by name, id limit $4`;
const NAMED_SO = `
  select ${COLUMNS} from tag, (select public.fold_name($5) as typed) wanted
  where ${WHERE} and strpos(name_key, typed) > 0
  order by starts_with(name_key, typed) desc, name, id limit $4`;

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
  const typed = search.trim();
  const { rows } = await scope.db.pool.query<TagRow>({
    name: typed === '' ? 'all-tags' : 'tags-named-so',
    text: typed === '' ? ALL : NAMED_SO,
    values: [namespaceId, ids ?? null, ending, limit ?? null, ...(typed === '' ? [] : [typed])],
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
    createdAt: new Date(row.created_ms).toISOString(),
  }));
}
