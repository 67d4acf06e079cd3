import * as z from 'zod';
import { expireRejected } from '../domain/cleanup/expire-rejected.ts';
import { endPurges } from '../domain/media/end-purges.ts';
import { tellRights } from '../domain/rights/tell-rights.ts';
import { defineJob } from './define-job.ts';

/** Every ten minutes: what has to happen to files at a date. */
export const watchDatesJob = defineJob({
  name: 'watch-dates',
  payload: z.object({}),
  async run(services, _payload, { requestId, signal }) {
    const told = await tellRights(services, requestId, signal);
    const expired = await expireRejected(services, requestId, signal);
    const ended = await endPurges(services);
    if (told + expired + ended > 0) services.log.info({ told, expired, ended }, 'did what was due by date');
  },
});
