import { type Transaction, transaction } from '../../db/transaction.ts';
import { giveUpMedia } from '../media/give-up-media.ts';
import { loadNamespace } from '../namespaces/load-namespace.ts';
import { type Scope, type Services, systemScope } from '../scope.ts';
import { beginCleanup, type CleanupDeletedOptions, cleanupDeletedJob } from './describe-cleanup.ts';
import { type CleanupRun, runCleanupTask } from './run-cleanup-task.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const reason = 'Its time in the trash was over.';

/**
 * Files in the trash whose time is over and that nothing holds: no content, and no version of a page. Of an archived
 * namespace none: nobody could take them out in time.
 */
const due = `
  not exists (select from namespace n where n.id = m.namespace_id and n.archived_at is not null) and
  m.deleted_at is not null and m.purge_started_at is null
  and case when $1::timestamptz is null then m.purge_after <= $2::timestamptz else m.deleted_at <= $1::timestamptz end
  and not exists (select from reference r where r.namespace_id = m.namespace_id and r.media_id = m.id)
  and not exists (select from snapshot_item s
    where s.namespace_id = m.namespace_id and s.shown_media_id = m.id and s.needs_version)`;

/** Begins a task for each namespace in use with something to purge: one that is archived loses nothing. @returns how many. */
export async function planDeletedCleanup(
  services: Services,
  options: CleanupDeletedOptions,
  requestId: string,
): Promise<number> {
  const { rows } = await services.db.pool.query<{ namespace_id: string }>(
    `select distinct m.namespace_id from media m
     join namespace n on n.id = m.namespace_id and n.archived_at is null
     where ${due}`,
    dueSince(services, options),
  );
  for (const { namespace_id } of rows) {
    const scope = systemScope(services, await loadNamespace(services, namespace_id), requestId);
    await transaction(scope, (tx) => beginCleanup(tx, scope, cleanupDeletedJob, options));
  }
  return rows.length;
}

/** Purges in batches what is due in one namespace. Rows before bytes: a job of each batch removes its objects. */
export function cleanDeleted(scope: Scope, options: CleanupDeletedOptions, run: CleanupRun): Promise<void> {
  const batchSize = options.batchSize ?? scope.config.retention.batchSize;
  const namespaceId = scope.namespace.id;
  return runCleanupTask(scope, run, async (task) => {
    const values = [...dueSince(scope, options), namespaceId];
    const { rows } = await scope.db.pool.query<{ count: string }>(
      `select count(*) from media m where ${due} and m.namespace_id = $3`,
      values,
    );
    const total = Number(rows[0]?.count ?? 0);
    let purged = 0;
    for (;;) {
      task.signal.throwIfAborted();
      const taken = await transaction(scope, async (tx) => {
        const ids = await lockDue(tx, [...values, batchSize]);
        await giveUpMedia(tx, scope, ids, { reason });
        return ids.length;
      });
      purged += taken;
      task.report({ done: purged, total: Math.max(total, purged) });
      if (taken < batchSize) return { purgedFiles: purged };
    }
  });
}

/** A use of a file in the trash can only go, so who is locked here is free until the commit. */
async function lockDue(tx: Transaction, values: unknown[]): Promise<string[]> {
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
    `select m.id from media m where ${due} and m.namespace_id = $3::uuid
     order by m.purge_after, m.id limit $4::int for update of m skip locked`,
    ...values,
  );
  return rows.map(({ id }) => id).sort();
}

function dueSince(
  { now }: Pick<Services, 'now'>,
  { days }: CleanupDeletedOptions,
): [deletedBefore: Date | null, at: Date] {
  const at = now();
  return [days === undefined ? null : new Date(at.getTime() - days * DAY_MS), at];
}
