import * as z from 'zod';

/** The job that makes the thumbnails of a file. */
export const generateThumbnailsJob = {
  name: 'generate-thumbnails',
  payload: z.strictObject({ namespaceId: z.uuid(), mediaId: z.uuid() }),
} as const;
