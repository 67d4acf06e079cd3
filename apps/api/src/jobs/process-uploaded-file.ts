import { completeStoredUpload } from '../domain/uploads/complete-stored-upload.ts';
import { isPassing } from '../domain/uploads/complete-upload.ts';
import { processUploadedFile } from '../domain/uploads/process-uploaded-file.ts';
import { countUpload } from '../observability/count-upload.ts';
import { defineJob } from './define-job.ts';

/** Completes an upload whose own request could not: it was too large for that, or the process died. */
export const processUploadedFileJob = defineJob({
  ...processUploadedFile,
  async run(services, payload, { requestId, metrics }) {
    try {
      const completed = await completeStoredUpload(services, payload, requestId);
      if (completed?.kind) countUpload(metrics, { ...completed, now: services.now() });
    } catch (error) {
      // A refusal stands in the upload's row, where its owner reads it. Trying again would refuse again.
      if (isPassing(error)) throw error;
      countUpload(metrics, { kind: null, startedAt: null, now: services.now() });
      services.log.info({ err: error, uploadId: payload.uploadId }, 'an upload was refused');
    }
  },
});
