import { loadNamespace } from '../namespaces/load-namespace.ts';
import { type Services, systemScope } from '../scope.ts';
import { endTask } from './end-task.ts';

const brokenOff = 'The work was broken off too often. What is done stays; begin the rest again.';

/**
 * Ends tasks whose job will never run again: a process that is killed has used up one of its tries, and after the last
 * one nobody is left to say how it ended.
 * @returns how many.
 */
export async function failLostTasks(services: Services, requestId: string): Promise<number> {
  const { rows } = await services.db.pool.query<{ id: string; namespace_id: string }>(
    `select t.id, t.namespace_id
     from graphile_worker._private_jobs j
     join task t on t.id = (j.payload -> 'data' ->> 'taskId')::uuid
     where j.attempts >= j.max_attempts and j.locked_at is null and t.state in ('queued', 'running')
     order by t.id`,
  );
  for (const { id, namespace_id: namespaceId } of rows) {
    const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
    await endTask(scope, { id, error: brokenOff, keepsInput: true });
  }
  return rows.length;
}
