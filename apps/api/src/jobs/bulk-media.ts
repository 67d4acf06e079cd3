import { bulkMediaJob as described } from '../domain/bulk/describe-bulk.ts';
import { runBulk } from '../domain/bulk/run-bulk.ts';
import { defineJob } from './define-job.ts';

/** Does to many files what a task was asked to. */
export const bulkMediaJob = defineJob({
  ...described,
  run: (services, payload, { requestId, signal, isLastAttempt }) =>
    runBulk(services, payload, { requestId, signal, isLastAttempt }),
});
