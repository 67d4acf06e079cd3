import type { MediaId, UnusedReport } from '@vitrine/schema';
import { authorize } from '../identity/can.ts';
import { retentionOf } from '../namespaces/limits-of.ts';
import type { Scope } from '../scope.ts';
import { summarizeUnused, unusedBefore } from './find-unused.ts';
import { isFirstUnusedRun } from './is-first-run.ts';

/** What a clean-up would take now. @throws MediaError `auth.denied` for anyone but an admin. */
export async function getUnusedReport(
  scope: Scope,
  input: { unusedDays?: number | undefined },
): Promise<UnusedReport> {
  authorize(scope.actor, 'cleanup.run');
  const unusedDays = input.unusedDays ?? retentionOf(scope).unusedDays;
  const [summary, isFirstRun] = await Promise.all([
    summarizeUnused(scope, unusedBefore(scope, unusedDays)),
    isFirstUnusedRun(scope),
  ]);
  return { ...summary, mediaIds: summary.mediaIds as MediaId[], unusedDays, isFirstRun };
}
