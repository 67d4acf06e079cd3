import { transaction } from '../../db/transaction.ts';
import type { Services } from '../scope.ts';
import { lockCorrections } from '../stats/correct-counters.ts';

const TIMEOUT_MS = 10 * 60_000;

/** What was found and put right, in rows. */
export interface ReferenceRepairs {
  /** Files whose count was not that of their references. */
  miscounted: number;
  /** Uses that a forced delete broke, of files that are live again. */
  rearmed: number;
  /** Content that uses nothing and was not synced for a month. */
  forgotten: number;
}

/**
 * Compares what is derived from references with the references themselves, everywhere, and puts it right. Each
 * statement sees one moment, so that what is being written counts on both sides or on neither.
 */
export async function verifyReferences(services: Pick<Services, 'db'>): Promise<ReferenceRepairs> {
  const found: ReferenceRepairs = { miscounted: 0, rearmed: 0, forgotten: 0 };
  for (const [name, statements] of Object.entries(repairs)) {
    for (const statement of statements) {
      found[name as keyof ReferenceRepairs] += await transaction(
        services,
        async (tx) => {
          await lockCorrections(tx);
          return tx.$executeRawUnsafe(statement);
        },
        { timeoutMs: TIMEOUT_MS },
      );
    }
  }
  return found;
}

const repairs: Record<keyof ReferenceRepairs, readonly string[]> = {
  miscounted: [
    `insert into counter_delta (namespace_id, subject_id, metric, delta)
     select namespace_id, id, 'references', sum(n) from (
       select namespace_id, media_id as id, count(*) as n from reference group by 1, 2
       union all select namespace_id, subject_id, -value from counter where metric = 'references'
       union all select namespace_id, subject_id, -delta from counter_delta where metric = 'references') counted
     group by 1, 2 having sum(n) <> 0`,
  ],
  rearmed: [
    `update reference r set needs_live = true from media m
     where r.needs_live is null and m.namespace_id = r.namespace_id and m.id = r.media_id and m.deleted_at is null`,
  ],
  forgotten: [
    `delete from content_item c
     where c.seen_at < now() - interval '30 days'
       and not exists (select from reference r where r.namespace_id = c.namespace_id and r.content_item_id = c.id)`,
  ],
};
