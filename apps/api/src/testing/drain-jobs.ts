import { EventEmitter } from 'node:events';
import { Logger as QueueLogger, runOnce, type WorkerEvents } from 'graphile-worker';
import type { Services } from '../domain/scope.ts';
import { createTaskList } from '../jobs/create-task-list.ts';
import { createMetrics } from '../observability/create-metrics.ts';

/**
 * Runs the jobs that are due, and those that they queue, in this process until none is left.
 * @throws AggregateError of the jobs that failed: a test must not take their retry for success.
 */
export async function drainJobs(services: Services): Promise<void> {
  const failures: unknown[] = [];
  const events: WorkerEvents = new EventEmitter();
  events.on('job:error', ({ error }) => failures.push(error));
  await runOnce({
    pgPool: services.db.pool,
    taskList: createTaskList(services, createMetrics()),
    noHandleSignals: true,
    events,
    logger: new QueueLogger(() => () => undefined),
  });
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} jobs failed`);
}
