import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { enqueueAlone, withConnection } from './enqueue-alone.ts';
import type { ChaosWorld } from './open-world.ts';

const patienceMs = 150_000;

const waiting = `
  select 'job ' || t.identifier as what, count(*)::int as count, min(j.last_error) as error
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
  where j.attempts < j.max_attempts or j.locked_by is not null group by 1
  union all
  select 'upload ' || state, count(*)::int, null from upload
  where state = 'finishing' or (state = 'open' and offset_bytes = declared_size_bytes) group by 1
  union all
  select 'task ' || kind, count(*)::int, null from task where state in ('queued', 'running') and kind <> 'export' group by 1`;

/**
 * Waits until the processes, as they are after all that befell them, have done what there is to do. Nothing is started
 * for it, and nothing is done for them but that what waits for its time need not.
 * @returns what is not done even then.
 */
export async function drainAll(world: ChaosWorld): Promise<string[]> {
  // What a killed request claimed is asked for again, once that is known.
  await Promise.all(
    world.clients.map(async ({ deferred }) => {
      for (const ask of deferred.splice(0)) await ask();
    }),
  );
  for (const until = Date.now() + patienceMs; ; await delay(1000)) {
    await enqueueAlone(world.postgres.url, 'sweep-uploads');
    const left = await withConnection(world.postgres.url, hurry);
    if (left.length === 0 || Date.now() > until) return left;
  }
}

/** Asked for again here, or by themselves every few seconds. */
const neverDone = new Set(['job sweep-uploads', 'job seal-audit']);

async function hurry(client: pg.Client): Promise<string[]> {
  await client.query(`update graphile_worker._private_jobs set run_at = now()
    where run_at > now() and locked_by is null and attempts < max_attempts`);
  const { rows } = await client.query<{ what: string; count: number; error: string | null }>(waiting);
  return rows
    .filter(({ what }) => !neverDone.has(what))
    .map(({ what, count, error }) => `${count} × ${what}${error ? `: ${error}` : ''}`);
}
