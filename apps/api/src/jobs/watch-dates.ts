import * as z from 'zod';
import { expireRejected } from '../domain/cleanup/expire-rejected.ts';
import { tellRights } from '../domain/rights/tell-rights.ts';
import { defineJob } from './define-job.ts';

/** Every ten minutes: what has to happen to files at a date. */
export const watchDatesJob = defineJob({
  name: 'watch-dates',
  payload: z.object({}),
  async run(services, _payload, { requestId, signal }) {
    const told = await tellRights(services, requestId, signal);
    const expired = await expireRejected(services, requestId, signal);
    if (told + expired > 0)
      services.log.info({ told, expired }, 'told of rights, and expired what was rejected');
  },
});
