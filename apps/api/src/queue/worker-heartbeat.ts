import os from 'node:os';
import type { Database } from '../db/open-database.ts';

/** Says that these workers of this process live. Call it every few seconds. */
export async function beat(db: Database, workerIds: readonly string[]): Promise<void> {
  await db.pool.query(
    `insert into worker_heartbeat (worker_id, host, pid, seen_at)
     select id, $2, $3, now() from unnest($1::text[]) id order by id
     on conflict (worker_id) do update set seen_at = excluded.seen_at`,
    [workerIds, os.hostname(), process.pid],
  );
}

/** Forgets workers that ended in order. */
export async function retire(db: Database, workerIds: readonly string[]): Promise<void> {
  await db.pool.query('delete from worker_heartbeat where worker_id = any ($1::text[])', [workerIds]);
}

/** Gives the jobs of workers that were killed to the others: without it the queue waits four hours. A worker is dead
 *  when it holds a job for longer than `silentMs` and was not seen for as long.
 *  @returns the ids of the dead */
export async function unlockDeadWorkers(db: Database, options: { silentMs: number }): Promise<string[]> {
  const { rows } = await db.pool.query<{ worker_id: string }>(
    `with dead as (
       select distinct j.locked_by as worker_id
       from graphile_worker._private_jobs j
       where j.locked_at < now() - $1 * interval '1 millisecond'
         and not exists (
           select from worker_heartbeat h
           where h.worker_id = j.locked_by and h.seen_at >= now() - $1 * interval '1 millisecond')
     ), unlocked as (
       select graphile_worker.force_unlock_workers(array_agg(worker_id)) from dead having count(*) > 0
     )
     select worker_id from dead where exists (select from unlocked)`,
    [options.silentMs],
  );
  await db.pool.query("delete from worker_heartbeat where seen_at < now() - interval '1 day'");
  return rows.map((row) => row.worker_id);
}

/** Gives back jobs that workers of this process hold and do not run: the database was lost while it handed them out, so
 *  that nobody here ever learnt of them. @returns how many */
export async function unlockForgotten(
  db: Database,
  held: { workerIds: readonly string[]; runningJobIds: readonly string[]; silentMs: number },
): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(
    `with forgotten as (
       update graphile_worker._private_jobs set locked_by = null, locked_at = null
       where locked_by = any ($1) and id <> all ($2::bigint[]) and locked_at < now() - $3 * interval '1 millisecond'
       returning job_queue_id
     ), queues as (
       update graphile_worker._private_job_queues set locked_by = null, locked_at = null
       where locked_by = any ($1) and id in (select job_queue_id from forgotten)
     )
     select count(*)::int as count from forgotten`,
    [held.workerIds, held.runningJobIds, held.silentMs],
  );
  return rows[0]?.count ?? 0;
}
