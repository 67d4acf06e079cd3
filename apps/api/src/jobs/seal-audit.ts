import { keepSealing, sealAuditJobShape } from '../domain/audit/keep-sealing.ts';
import { defineJob } from './define-job.ts';

/** Every few seconds: from then on nobody changes what the audit says without leaving a trace. */
export const sealAuditJob = defineJob({
  ...sealAuditJobShape,
  async run(services) {
    const sealed = await keepSealing(services);
    if (sealed > 0) services.log.debug({ sealed }, 'sealed the audit');
  },
});
