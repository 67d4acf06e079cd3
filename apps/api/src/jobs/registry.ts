import type { Job } from './define-job.ts';
import { foldCountersJob } from './fold-counters.ts';
import { generateThumbnailsJob } from './generate-thumbnails.ts';
import { importFromUrlJob } from './import-from-url.ts';
import { processUploadedFileJob } from './process-uploaded-file.ts';
import { refreshStorageStatsJob } from './refresh-storage-stats.ts';
import { sweepOrphansJob } from './sweep-orphans.ts';
import { sweepTemporaryJob } from './sweep-temporary.ts';
import { sweepUploadsJob } from './sweep-uploads.ts';
import { verifyReferencesJob } from './verify-references.ts';

/** Every job there is. A new one is a file beside these and a line here. */
export const jobs: readonly Job[] = [
  processUploadedFileJob,
  importFromUrlJob,
  generateThumbnailsJob,
  sweepUploadsJob,
  sweepOrphansJob,
  foldCountersJob,
  refreshStorageStatsJob,
  sweepTemporaryJob,
  verifyReferencesJob,
];
