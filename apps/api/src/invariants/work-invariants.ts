import { drained } from './invariant.ts';

export const workInvariants = [
  drained(
    'no file waits for thumbnails that nobody makes',
    `select m.namespace_id, m.id from media m where m.processing_status = 'pending' and m.deleted_at is null and not exists (
       select from graphile_worker._private_jobs j where j.key = 'thumbnails:' || m.id and j.attempts < j.max_attempts)`,
  ),
  // An export waits for whoever has its link, until that has expired.
  drained(
    'no task waits',
    `select namespace_id, id, kind, state from task where state in ('queued', 'running')
       and (kind not in ('export', 'export-person', 'export-audit') or updated_at < now() - interval '1 day')`,
  ),
  drained(
    'no job is held by a worker that is dead',
    `select null::uuid as namespace_id, j.id, j.locked_by from graphile_worker._private_jobs j
     where j.locked_by is not null and not exists (
       select from worker_heartbeat w where w.worker_id = j.locked_by and w.seen_at > now() - interval '60 seconds')`,
  ),
  // Jobs that complete an upload, that seal and those of the clock are tried once: whoever sweeps queues the first
  // again, the next tick the others. One that was queued again while it ran has lost its key and its tries to the new
  // one, and is left behind where its worker dies.
  drained(
    'no job was given up',
    `select null::uuid as namespace_id, j.id, t.identifier, j.key, j.last_error
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where j.attempts >= j.max_attempts and j.locked_by is null
       and t.identifier not in ('process-uploaded-file', 'seal-audit') and not (j.payload::jsonb ? '_cron' and j.max_attempts = 1)
       and (j.key is not null or j.last_error is not null)`,
  ),
];
