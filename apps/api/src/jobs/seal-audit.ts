import * as z from 'zod';
import { sealAudit } from '../domain/audit/seal-audit.ts';
import { defineJob } from './define-job.ts';

/** Every minute: from then on nobody changes what the audit says without leaving a trace. */
export const sealAuditJob = defineJob({
  name: 'seal-audit',
  payload: z.object({}),
  async run(services) {
    const sealed = await sealAudit(services);
    if (sealed > 0) services.log.debug({ sealed }, 'sealed the audit');
  },
});
