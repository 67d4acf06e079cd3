import * as z from 'zod';
import { agreeOnStorage } from '../domain/storage/agree-on-storage.ts';
import { defineJob } from './define-job.ts';

/**
 * Hourly, so that a database that is restored from an older backup has an old mark, and two that claim one storage both
 * know before either sweeps it.
 */
export const agreeOnStorageJob = defineJob({
  name: 'agree-on-storage',
  payload: z.object({}),
  async run(services) {
    await agreeOnStorage(services);
  },
});
