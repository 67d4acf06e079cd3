import type { Transaction } from '../../db/transaction.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';

/** Of files that lists show in a wrong place, so many at once. */
const BATCH_SIZE = 1000;

/** Two that correct at once would both add what is missing. Held until the transaction ends. */
export async function lockCorrections(tx: Transaction): Promise<void> {
  await tx.$queryRaw`select 1 as held from pg_advisory_xact_lock(hashtextextended('correct_counters', 0))`;
}

/**
 * Adds to the counters of a namespace what they lack of what there is: files and bytes by kind, in the trash, of tags and
 * of collections, and uses of files. One statement in one moment, and what it writes is added like any other change, so
 * nothing that is counted meanwhile is lost.
 * @returns how many counters were wrong.
 */
export async function correctCounters(tx: Transaction, scope: Scope): Promise<number> {
  const namespaceId = scope.namespace.id;
  await lockCorrections(tx);
  const wrong = await tx.$executeRaw`
    insert into counter_delta (namespace_id, subject_id, metric, delta, bytes)
    select ${namespaceId}::uuid, subject_id, metric, sum(n), sum(bytes) from (
      select n.subject_id, n.metric, 1 as n, i.size_bytes as bytes from media_index i
        cross join lateral counted_in(i.namespace_id, i.visibility, i.kind, i.access_level, i.tag_ids, i.collection_ids) n
        where i.namespace_id = ${namespaceId}::uuid
      union all select media_id, 'references', 1, 0 from reference where namespace_id = ${namespaceId}::uuid
      union all select subject_id, metric, -value, -bytes from counter where namespace_id = ${namespaceId}::uuid
      union all select subject_id, metric, -delta, -bytes from counter_delta where namespace_id = ${namespaceId}::uuid
    ) counted
    group by subject_id, metric having sum(n) <> 0 or sum(bytes) <> 0`;
  if (wrong === 0) return 0;
  await recordChange(tx, scope, {
    action: 'namespace.counters-corrected',
    entity: 'namespace',
    ids: [namespaceId],
    difference: { before: { wrong }, after: { wrong: 0 } },
  });
  scope.log.warn({ namespaceId, wrong }, 'counters had drifted');
  return wrong;
}

/**
 * Makes the number of uses that lists are ordered by that of the counters, as of their last fold.
 * @returns of how many files it was another.
 */
export async function correctUses(tx: Transaction, scope: Scope): Promise<number> {
  const namespaceId = scope.namespace.id;
  let corrected = 0;
  for (;;) {
    const wrong = await tx.$queryRaw<{ id: string }[]>`
      select i.media_id as id from media_index i
      left join counter c on c.subject_id = i.media_id and c.metric = 'references'
      left join lateral (
        select sum(k.value) as value from media o join counter k on k.subject_id = o.id and k.metric = 'references'
        where o.namespace_id = i.namespace_id and o.replaced_by = i.media_id and o.merged_at is not null
          and o.deleted_at is null) merged on true
      where i.namespace_id = ${namespaceId}::uuid
        and i.reference_count <> greatest(0, coalesce(c.value, 0) + coalesce(merged.value, 0))
      order by i.media_id limit ${BATCH_SIZE} for update of i`;
    const ids = wrong.map(({ id }) => id);
    if (ids.length === 0) break;
    // Whoever folds at this moment was waited for: what they counted is seen now.
    const changed = await tx.$executeRaw`
      update media_index i set reference_count = u.uses from folded_uses_of(${ids}::uuid[]) u
      where i.media_id = u.media_id and i.reference_count <> u.uses`;
    corrected += changed;
    if (ids.length < BATCH_SIZE || changed === 0) break;
  }
  if (corrected > 0) scope.log.warn({ namespaceId, corrected }, 'lists knew another number of uses');
  return corrected;
}
