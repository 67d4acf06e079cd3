import { sealAudit } from '../../apps/api/src/domain/audit/seal-audit.ts';
import { planDeletedCleanup } from '../../apps/api/src/domain/cleanup/clean-deleted.ts';
import { endExpiredExports } from '../../apps/api/src/domain/exports/end-expired-exports.ts';
import type { Services } from '../../apps/api/src/domain/scope.ts';
import { foldCounters } from '../../apps/api/src/domain/stats/fold-counters.ts';
import { agreeOnStorage } from '../../apps/api/src/domain/storage/agree-on-storage.ts';
import { sweepOrphans } from '../../apps/api/src/domain/uploads/sweep-orphans.ts';
import { sweepDyingBlobs, sweepUploads } from '../../apps/api/src/domain/uploads/sweep-uploads.ts';
import { drainJobs } from '../../apps/api/src/testing/drain-jobs.ts';

const dayMs = 86_400_000;
const requestId = 'chaos';

/** Lets everything come due: uploads expire, the trash is emptied, and what a crash left without a row is swept. */
export async function passMonths(services: Services): Promise<void> {
  const in66Days = { ...services, now: () => new Date(Date.now() + 66 * dayMs) };
  await sweepUploads(in66Days, requestId);
  await planDeletedCleanup(in66Days, {}, requestId);
  await endExpiredExports(in66Days, requestId);
  await drainJobs(in66Days);
  await sweepDyingBlobs(in66Days);
  // Only what came before database and storage agreed the last time is swept.
  await agreeOnStorage({ ...services, now: () => new Date(Date.now() + 33 * dayMs) });
  await sweepOrphans(in66Days);
  await foldCounters(services);
  await sealAudit(services);
}
