import * as z from 'zod';
import { sweepTasks } from '../domain/bulk/sweep-tasks.ts';
import { defineJob } from './define-job.ts';

/** Daily: forgets bulk work that can no longer be taken back. */
export const sweepTasksJob = defineJob({
  name: 'sweep-tasks',
  payload: z.object({}),
  async run(services) {
    const swept = await sweepTasks(services);
    if (swept > 0) services.log.info({ swept }, 'forgot the files of old bulk work');
  },
});
