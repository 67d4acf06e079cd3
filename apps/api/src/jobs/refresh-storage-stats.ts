import * as z from 'zod';
import { refreshStorageStats } from '../domain/stats/refresh-storage-stats.ts';
import { defineJob } from './define-job.ts';

/** Hourly: the report of storage by namespace. */
export const refreshStorageStatsJob = defineJob({
  name: 'refresh-storage-stats',
  payload: z.object({}),
  run: (services) => refreshStorageStats(services),
});
