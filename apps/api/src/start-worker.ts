import { EventEmitter } from 'node:events';
import { Logger as QueueLogger, run, type WorkerEvents } from 'graphile-worker';
import { openDatabase } from './db/open-database.ts';
import { transaction } from './db/transaction.ts';
import type { Services } from './domain/scope.ts';
import { createTaskList } from './jobs/create-task-list.ts';
import { crontab } from './jobs/crontab.ts';
import { planBackFillJob } from './jobs/plan-back-fill.ts';
import { sweepUploadsJob } from './jobs/sweep-uploads.ts';
import type { Metrics } from './observability/create-metrics.ts';
import { enqueue } from './queue/enqueue.ts';
import { keepRunning } from './queue/keep-running.ts';
import { beat, retire, unlockDeadWorkers, unlockForgotten } from './queue/worker-heartbeat.ts';

/** A worker that was not seen for so long is dead, and its jobs are others'. Several beats, so that one that is late
 *  kills nobody. */
const silentMs = 12_000;
const beatEveryMs = 2500;
/** When the sweeper may take up what a killed process was doing: just after that counts as stuck. */
const firstSweepAfterMs = 16_000;
const abortAfterMs = 800;

export interface RunningWorker {
  /** Takes no more jobs; those that run are told to end and will be done again. */
  stop(): Promise<void>;
}

/**
 * Runs the jobs of the queue in this process.
 * @param services as of a request; jobs get connections of their own, whose statements may take longer.
 */
export async function startWorker(
  services: Services,
  metrics: Metrics,
  options: { concurrency?: number } = {},
): Promise<RunningWorker> {
  const { log } = services;
  const db = await openDatabase({ url: services.db.url, role: 'worker', log });
  const jobServices = { ...services, db };
  const workerIds = new Set<string>();
  const events: WorkerEvents = new EventEmitter();
  // Jobs are locked in the name of the pool, not of the worker that runs them.
  events.on('pool:create', ({ workerPool }) => workerIds.add(workerPool.id));

  // By when they ended; null while they run.
  const jobs = new Map<string, number | null>();
  events.on('job:start', ({ job }) => jobs.set(job.id, null));
  events.on('job:complete', ({ job }) => jobs.set(job.id, performance.now()));

  const live = async () => {
    await beat(db, [...workerIds]);
    // Until then its end may be on its way to the database.
    for (const [id, endedAt] of jobs)
      if (endedAt !== null && performance.now() - endedAt > silentMs) jobs.delete(id);
    const held = { workerIds: [...workerIds], runningJobIds: [...jobs.keys()], silentMs };
    const forgotten = await unlockForgotten(db, held);
    if (forgotten > 0) log.warn({ jobs: forgotten }, 'gave back jobs that were handed out in vain');
    const dead = await unlockDeadWorkers(db, { silentMs });
    if (dead.length > 0) log.warn({ workers: dead.length }, 'gave the jobs of dead workers to others');
  };
  await unlockDeadWorkers(db, { silentMs });
  await transaction({ db }, async (tx) => {
    const runAt = new Date(services.now().getTime() + firstSweepAfterMs);
    const { name, payload } = sweepUploadsJob;
    await enqueue(tx, name, payload, {}, { jobKey: 'sweep-uploads-at-start', runAt });
    // By now the sizes of thumbnails may be others.
    await enqueue(tx, planBackFillJob.name, planBackFillJob.payload, {}, { jobKey: planBackFillJob.name });
  });
  const start = () =>
    run({
      pgPool: db.pool,
      taskList: createTaskList(jobServices, metrics),
      crontab,
      concurrency: options.concurrency ?? 2,
      noHandleSignals: true,
      pollInterval: 2000,
      events,
      logger: new QueueLogger(() => (level, message) => log.debug({ level }, message)),
      preset: {
        worker: {
          gracefulShutdownAbortTimeout: abortAfterMs,
          // In batches, if of one: alone, what can't be written while the database is away ends this process.
          completeJobBatchDelay: 0,
          failJobBatchDelay: 0,
        },
      },
    });
  // From then on nobody says that it lives, and its jobs are others'.
  const runner = await keepRunning(start, { log, onEnd: () => workerIds.clear() });
  await live();
  const heartbeat = setInterval(() => {
    live().catch((error: unknown) => log.warn({ err: error }, 'the heartbeat of the worker failed'));
  }, beatEveryMs);

  return {
    async stop() {
      clearInterval(heartbeat);
      const ids = [...workerIds];
      await runner.stop();
      await retire(db, ids);
      await db.close();
    },
  };
}
