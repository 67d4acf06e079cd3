import * as z from 'zod';
import { sweepTemporary } from '../domain/references/sweep-temporary.ts';
import { sweepMerged } from '../domain/similar/sweep-merged.ts';
import { defineJob } from './define-job.ts';

/** Every ten minutes: uploads for content that was never saved, and merged files that no content names any more. */
export const sweepTemporaryJob = defineJob({
  name: 'sweep-temporary',
  payload: z.object({}),
  async run(services, _payload, { requestId, signal }) {
    const { trashed, kept } = await sweepTemporary(services, requestId, signal);
    if (trashed + kept > 0) services.log.info({ trashed, kept }, 'swept temporary uploads');
    const merged = await sweepMerged(services, requestId, signal);
    if (merged > 0) services.log.info({ merged }, 'swept merged files');
  },
});
