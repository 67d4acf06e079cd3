import { agreeOnStorageJob } from './agree-on-storage.ts';
import { backFillThumbnailsJob } from './back-fill-thumbnails.ts';
import type { Job } from './define-job.ts';
import { foldCountersJob } from './fold-counters.ts';
import { generateThumbnailsJob } from './generate-thumbnails.ts';
import { importFromUrlJob } from './import-from-url.ts';
import { planBackFillJob } from './plan-back-fill.ts';
import { processUploadedFileJob } from './process-uploaded-file.ts';
import { refreshStorageStatsJob } from './refresh-storage-stats.ts';
import { sweepOrphansJob } from './sweep-orphans.ts';
import { sweepUploadsJob } from './sweep-uploads.ts';

/** Every job there is. A new one is a file beside these and a line here. */
export const jobs: readonly Job[] = [
  processUploadedFileJob,
  importFromUrlJob,
  generateThumbnailsJob,
  planBackFillJob,
  backFillThumbnailsJob,
  sweepUploadsJob,
  agreeOnStorageJob,
  sweepOrphansJob,
  foldCountersJob,
  refreshStorageStatsJob,
];
