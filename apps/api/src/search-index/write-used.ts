import type { Database } from '../db/open-database.ts';
import type { RecentUses, Values } from './media-filter.ts';

/**
 * Files whose uses changed since the counters were last folded into the index, and which of them are in use now: each with
 * those that were merged into it, as folded_uses_of() counts them.
 */
export async function findRecentUses(db: Database, namespaceId: string): Promise<RecentUses> {
  const { rows } = await db.pool.query<{ id: string; is_used: boolean }>({
    name: 'recent-uses',
    text: `with recent as materialized (
        select subject_id, sum(delta) as delta from counter_delta
        where namespace_id = $1 and metric = 'references' group by subject_id)
      select shown.id, sum(coalesce(c.value, 0) + coalesce(r.delta, 0)) > 0 as is_used
      from (
        select distinct case when m.merged_at is not null and m.deleted_at is null then m.replaced_by else m.id end as id
        from recent join media m on m.id = recent.subject_id) shown
      cross join lateral (
        select shown.id as subject_id
        union all
        select m.id from media m
        where m.namespace_id = $1 and m.replaced_by = shown.id and m.merged_at is not null and m.deleted_at is null) named
      left join counter c on c.subject_id = named.subject_id and c.metric = 'references'
      left join recent r on r.subject_id = named.subject_id
      group by shown.id`,
    values: [namespaceId],
  });
  return {
    changed: rows.map(({ id }) => id),
    used: rows.filter(({ is_used }) => is_used).map(({ id }) => id),
  };
}

/** Whether content uses a file: as the index says, but for those that it does not know yet. */
export function writeUsed(isUsed: boolean, recent: RecentUses | undefined, values: Values): string {
  const indexed = isUsed ? 'reference_count > 0' : 'reference_count = 0';
  if (!recent || recent.changed.length === 0) return indexed;
  const changed = values.add(recent.changed);
  const used = new Set(recent.used);
  const fitting = recent.changed.filter((id) => used.has(id) === isUsed);
  return `((${indexed} and media_id <> all (${changed}::uuid[])) or media_id = any (${values.add(fitting)}::uuid[]))`;
}
