import { agreeOnStorageJob } from './agree-on-storage.ts';
import { backFillThumbnailsJob } from './back-fill-thumbnails.ts';
import { bulkMediaJob } from './bulk-media.ts';
import { cleanupDeletedFilesJob } from './cleanup-deleted-files.ts';
import { cleanupUnusedFilesJob } from './cleanup-unused-files.ts';
import type { Job } from './define-job.ts';
import { endTagsJob } from './end-tags.ts';
import { findNearDuplicatesJob } from './find-near-duplicates.ts';
import { foldCountersJob } from './fold-counters.ts';
import { generateThumbnailsJob } from './generate-thumbnails.ts';
import { importFromUrlJob } from './import-from-url.ts';
import { planBackFillJob } from './plan-back-fill.ts';
import { processUploadedFileJob } from './process-uploaded-file.ts';
import { rebalanceCollectionJob } from './rebalance-collection.ts';
import { reconcileLedgerJob } from './reconcile-ledger.ts';
import { refreshIndexJob } from './refresh-index.ts';
import { refreshStorageStatsJob } from './refresh-storage-stats.ts';
import { refreshVocabularyJob } from './refresh-vocabulary.ts';
import { removeBytesJob } from './remove-bytes.ts';
import { sealAuditJob } from './seal-audit.ts';
import { sweepOrphansJob } from './sweep-orphans.ts';
import { sweepTasksJob } from './sweep-tasks.ts';
import { sweepTemporaryJob } from './sweep-temporary.ts';
import { sweepUploadsJob } from './sweep-uploads.ts';
import { verifyReferencesJob } from './verify-references.ts';
import { watchDatesJob } from './watch-dates.ts';

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
  findNearDuplicatesJob,
  refreshStorageStatsJob,
  reconcileLedgerJob,
  sweepTemporaryJob,
  verifyReferencesJob,
  removeBytesJob,
  cleanupDeletedFilesJob,
  cleanupUnusedFilesJob,
  watchDatesJob,
  bulkMediaJob,
  sweepTasksJob,
  sealAuditJob,
  refreshIndexJob,
  endTagsJob,
  rebalanceCollectionJob,
  refreshVocabularyJob,
];
