import type { JobHelpers, TaskList } from 'graphile-worker';
import type { Services } from '../domain/scope.ts';
import type { Metrics } from '../observability/create-metrics.ts';
import { withRequestContext } from '../observability/request-context.ts';
import { readJob } from '../queue/enqueue.ts';
import type { Job } from './define-job.ts';
import { jobs } from './registry.ts';

/** The registry as the queue runs it: each run reads its payload, is logged, timed and ends when the process does. */
export function createTaskList(services: Services, metrics: Metrics): TaskList {
  return Object.fromEntries(
    jobs.map((job) => [
      job.name,
      (stored: unknown, helpers: JobHelpers) => runJob(services, metrics, job, stored, helpers),
    ]),
  );
}

async function runJob(
  services: Services,
  metrics: Metrics,
  job: Job,
  stored: unknown,
  helpers: JobHelpers,
): Promise<void> {
  const { payload, requestId = services.newId() } = readJob(job.payload, stored);
  const signal = helpers.abortSignal;
  const stopTimer = metrics.jobDurationSeconds.startTimer({ job: job.name });
  const work = withRequestContext({ requestId, jobId: helpers.job.id }, () =>
    job.run(services, payload, {
      requestId,
      signal,
      isLastAttempt: helpers.job.attempts >= helpers.job.max_attempts,
      metrics,
    }),
  );
  try {
    await untilAborted(work, signal);
    stopTimer({ status: 'success' });
  } catch (error) {
    stopTimer({ status: 'error' });
    services.log.warn({ err: error, job: job.name, attempt: helpers.job.attempts }, 'a job failed');
    throw error;
  }
}

/** A run that is told to end ends here, whatever its work is waiting for: the queue gives it to somebody else. */
async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(new Error('The process is shutting down.', { cause: signal.reason }));
  signal.addEventListener('abort', abort, { once: true });
  try {
    if (signal.aborted) abort();
    await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
