import type { Scope } from '../scope.ts';

/** For each tag itself and all tags below it. Tags that are not there stand for themselves alone. */
export async function findTagsBelow(
  scope: Scope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const sets = new Map(ids.map((id) => [id, [id]]));
  if (ids.length === 0) return sets;
  const { rows } = await scope.db.pool.query<{ root: string; id: string }>({
    name: 'tags-below',
    text: `with recursive below as (
        select t.parent_id as root, t.id from tag t where t.namespace_id = $1 and t.parent_id = any ($2::uuid[])
        union
        select b.root, t.id from below b join tag t on t.namespace_id = $1 and t.parent_id = b.id)
      select root, id from below`,
    values: [scope.namespace.id, [...new Set(ids)]],
  });
  for (const { root, id } of rows) sets.get(root)?.push(id);
  return sets;
}
