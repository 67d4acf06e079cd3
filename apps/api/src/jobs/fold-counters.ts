import * as z from 'zod';
import { foldCounters } from '../domain/stats/fold-counters.ts';
import { defineJob } from './define-job.ts';

/** Takes what was counted since the last time into the counters. */
export const foldCountersJob = defineJob({
  name: 'fold-counters',
  payload: z.object({}),
  run: (services, _payload, { signal }) => foldCounters(services, signal),
});
