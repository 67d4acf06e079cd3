import * as z from 'zod';
import { sweepOrphans } from '../domain/uploads/sweep-orphans.ts';
import { defineJob } from './define-job.ts';

/** Nightly: objects that a crash left between their bytes and their row. */
export const sweepOrphansJob = defineJob({
  name: 'sweep-orphans',
  payload: z.object({}),
  async run(services, _payload, { signal }) {
    const removed = await sweepOrphans(services, signal);
    if (removed > 0) services.log.info({ removed }, 'removed objects without a row');
  },
});
