import * as z from 'zod';
import { findNearDuplicates } from '../domain/similar/find-near-duplicates.ts';
import { defineJob } from './define-job.ts';

/** Each minute: what came since is compared with what is there. No upload waits for it, nor for its place in the queue. */
export const findNearDuplicatesJob = defineJob({
  name: 'find-near-duplicates',
  payload: z.object({}),
  async run(services, _payload, { signal }) {
    await findNearDuplicates(services, signal);
  },
});
