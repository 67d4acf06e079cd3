import * as z from 'zod';
import { verifyReferences } from '../domain/references/verify-references.ts';
import { defineJob } from './define-job.ts';

/** Nightly: what is derived from references is compared with them and put right. */
export const verifyReferencesJob = defineJob({
  name: 'verify-references',
  payload: z.object({}),
  async run(services) {
    const found = await verifyReferences(services);
    const total = Object.values(found).reduce((sum, count) => sum + count, 0);
    if (total > 0) services.log.warn(found, 'references were put right');
  },
});
