import * as z from 'zod';
import { sweepTasks } from '../domain/bulk/sweep-tasks.ts';
import { sweepEvents } from '../domain/events/sweep-events.ts';
import { endExpiredExports } from '../domain/exports/end-expired-exports.ts';
import { failLostTasks } from '../domain/tasks/fail-lost-tasks.ts';
import { defineJob } from './define-job.ts';

/**
 * Every ten minutes: ends tasks that nobody works on any more, and exports that nobody can fetch any more; forgets bulk
 * work that can't be taken back now, and events that nobody comes back for.
 */
export const sweepTasksJob = defineJob({
  name: 'sweep-tasks',
  payload: z.object({}),
  async run(services, _payload, { requestId }) {
    const lost = await failLostTasks(services, requestId);
    if (lost > 0) services.log.error({ lost }, 'ended tasks whose job was killed at its last try');
    const ended = await endExpiredExports(services, requestId);
    if (ended > 0) services.log.info({ ended }, 'ended exports whose links have expired');
    const swept = await sweepTasks(services);
    const sweptEvents = await sweepEvents(services);
    if (sweptEvents > 0) services.log.info({ sweptEvents }, 'forgot old events');
    if (swept > 0) services.log.info({ swept }, 'forgot the files of old bulk work');
  },
});
