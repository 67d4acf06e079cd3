import * as z from 'zod';
import { sweepRequests } from '../domain/idempotency/sweep-requests.ts';
import { sweepSessions } from '../domain/identity/sweep-sessions.ts';
import { sweepDyingBlobs, sweepUploads } from '../domain/uploads/sweep-uploads.ts';
import { defineJob } from './define-job.ts';

/** Every minute, and soon after a start: what the death of a process left half done. */
export const sweepUploadsJob = defineJob({
  name: 'sweep-uploads',
  payload: z.object({}),
  async run(services, _payload, { requestId }) {
    const { expired, resumed } = await sweepUploads(services, requestId);
    const removedBlobs = await sweepDyingBlobs(services);
    await sweepRequests(services);
    await sweepSessions(services);
    if (expired + resumed + removedBlobs > 0) {
      services.log.info({ expired, resumed, removedBlobs }, 'swept uploads');
    }
  },
});
