import * as z from 'zod';
import { sweepRequests } from '../domain/idempotency/sweep-requests.ts';
import { sweepBars } from '../domain/identity/sweep-bars.ts';
import { sweepSessions } from '../domain/identity/sweep-sessions.ts';
import { sweepDyingBlobs, sweepUploads } from '../domain/uploads/sweep-uploads.ts';
import { countUpload } from '../observability/count-upload.ts';
import { defineJob } from './define-job.ts';

/** Every minute, and soon after a start: what the death of a process left half done. */
export const sweepUploadsJob = defineJob({
  name: 'sweep-uploads',
  payload: z.object({}),
  async run(services, _payload, { requestId, metrics }) {
    const { expired, resumed, givenUp } = await sweepUploads(services, requestId);
    const removedBlobs = await sweepDyingBlobs(services);
    await sweepRequests(services);
    await sweepSessions(services);
    await sweepBars(services);
    for (let count = 0; count < givenUp; count++)
      countUpload(metrics, { kind: null, startedAt: null, now: services.now() });
    if (expired + resumed + givenUp + removedBlobs > 0) {
      services.log.info({ expired, resumed, givenUp, removedBlobs }, 'swept uploads');
    }
  },
});
