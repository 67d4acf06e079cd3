import type { Database } from '../db/open-database.ts';
import type { RecentUses, Values } from './media-filter.ts';

/** Files whose uses changed since the counters were last folded into the index, and which of them are in use now. */
export async function findRecentUses(db: Database, namespaceId: string): Promise<RecentUses> {
  const { rows } = await db.pool.query<{ id: string; is_used: boolean }>({
    name: 'recent-uses',
    text: `select d.subject_id as id, sum(d.delta) + coalesce(max(c.value), 0) > 0 as is_used
      from counter_delta d
      left join counter c on c.subject_id = d.subject_id and c.metric = 'references'
      where d.namespace_id = $1 and d.metric = 'references'
      group by d.subject_id`,
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
