import { isPassing } from '../domain/uploads/complete-upload.ts';
import { importFromUrlJob as described } from '../domain/uploads/describe-import-from-url.ts';
import { runImport } from '../domain/uploads/run-import.ts';
import { countUpload } from '../observability/count-upload.ts';
import { defineJob } from './define-job.ts';

/** Fetches a file from an address that somebody gave. */
export const importFromUrlJob = defineJob({
  ...described,
  async run(services, payload, { requestId, signal, isLastAttempt, metrics }) {
    try {
      const completed = await runImport(services, payload, { requestId, signal, isLastAttempt });
      if (completed?.kind) countUpload(metrics, { ...completed, now: services.now() });
    } catch (error) {
      if (signal.aborted || (isPassing(error) && !isLastAttempt)) throw error;
      countUpload(metrics, { kind: null, startedAt: null, now: services.now() });
      services.log.info({ err: error, taskId: payload.taskId }, 'an import was refused');
    }
  },
});
