import { type Reach, Values } from '../../search-index/media-filter.ts';
import { MAX_GROUP, writeReach } from '../../search-index/near-duplicates.ts';
import type { Scope } from '../scope.ts';

/**
 * Files that have duplicates, none of them with a smaller id: each group has at least one, nearly always just one. In the
 * order of their ids.
 */
export async function findSeeds(
  scope: Scope,
  reach: Reach,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const values = new Values();
  const namespace = values.add(scope.namespace.id);
  const start = after === null ? '' : `and d.media_id > ${values.add(after)}::uuid`;
  const seen = (alias: string) => `${alias}.visibility = 'live' and ${writeReach(reach, values, alias)}`;
  const twin = (comparison: string) => `exists (
    select from near_duplicate d join media_index o on o.media_id = d.other_id
    where d.namespace_id = ${namespace}::uuid and d.media_id = c.media_id and d.other_id ${comparison} c.media_id and ${seen('o')})`;
  const { rows } = await scope.db.pool.query<{ media_id: string }>(
    `select c.media_id from (
       select distinct d.media_id from near_duplicate d
       where d.namespace_id = ${namespace}::uuid and d.other_id > d.media_id ${start} order by d.media_id) c
     join media_index i on i.media_id = c.media_id and ${seen('i')}
     where ${twin('>')} and not ${twin('<')}
     order by c.media_id limit ${values.add(limit)}::integer`,
    values.list,
  );
  return rows.map(({ media_id }) => media_id);
}

/** What hangs together with each of the seeds, itself first, the nearest of its neighbours before theirs. */
export async function expandGroups(
  scope: Scope,
  reach: Reach,
  seeds: readonly string[],
): Promise<string[][]> {
  const groups = seeds.map((seed) => ({ seed, members: new Set([seed]), frontier: [seed] }));
  for (;;) {
    const open = groups.filter(({ frontier }) => frontier.length > 0);
    if (open.length === 0) break;
    const ids = new Set(open.flatMap(({ frontier }) => frontier));
    const neighbours = await findNeighbours(scope, reach, [...ids]);
    for (const group of open) {
      const next = group.frontier.flatMap((id) => neighbours.get(id) ?? []);
      group.frontier = [];
      for (const id of next) {
        if (group.members.has(id) || group.members.size === MAX_GROUP) continue;
        group.members.add(id);
        group.frontier.push(id);
      }
      if (group.members.size === MAX_GROUP) group.frontier = [];
    }
  }
  return groups.map(({ members }) => [...members]);
}

async function findNeighbours(
  scope: Scope,
  reach: Reach,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  const values = new Values();
  const namespace = values.add(scope.namespace.id);
  const asked = values.add(ids);
  const { rows } = await scope.db.pool.query<{ media_id: string; others: string[] }>(
    `select asked.id as media_id, array(
       select d.other_id from near_duplicate d
       join media_index o on o.media_id = d.other_id and o.visibility = 'live' and ${writeReach(reach, values, 'o')}
       where d.namespace_id = ${namespace}::uuid and d.media_id = asked.id
       order by d.distance, d.other_id limit ${MAX_GROUP}) as others
     from unnest(${asked}::uuid[]) as asked (id)`,
    values.list,
  );
  return new Map(rows.map(({ media_id, others }) => [media_id, others]));
}
