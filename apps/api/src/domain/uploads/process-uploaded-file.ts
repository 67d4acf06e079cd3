import * as z from 'zod';

/** The job that completes an upload in the place of its last request. */
export const processUploadedFile = {
  name: 'process-uploaded-file',
  payload: z.strictObject({ namespaceId: z.uuid(), uploadId: z.uuid() }),
} as const;
