import { TaskId } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import { trashMedia } from '../media/trash-media.ts';
import { retentionOf } from '../namespaces/limits-of.ts';
import { loadNamespace } from '../namespaces/load-namespace.ts';
import { type Scope, type Services, systemScope } from '../scope.ts';
import { beginCleanup, type CleanupUnusedOptions, cleanupUnusedJob } from './describe-cleanup.ts';
import { lockUnused, summarizeUnused, unusedBefore } from './find-unused.ts';
import { isFirstUnusedRun } from './is-first-run.ts';
import { type CleanupRun, runCleanupTask } from './run-cleanup-task.ts';

/** Begins a task for each namespace that is not archived. @returns how many. */
export async function planUnusedCleanup(
  services: Services,
  options: CleanupUnusedOptions,
  requestId: string,
): Promise<number> {
  const namespaces = await services.db.prisma.namespace.findMany({
    where: { archivedAt: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  let begun = 0;
  for (const { id } of namespaces) {
    const scope = systemScope(services, await loadNamespace(services, id), requestId);
    const { fileCount } = await summarizeUnused(scope, unusedBefore(scope, daysOf(scope, options)));
    if (fileCount === 0) continue;
    await transaction(scope, (tx) => beginCleanup(tx, scope, cleanupUnusedJob, options));
    begun += 1;
  }
  return begun;
}

/** Begins the clean-up of one's own namespace. @throws MediaError `auth.denied` for anyone but an admin. */
export async function beginUnusedCleanup(
  scope: Scope,
  { unusedDays, dryRun }: { unusedDays?: number | undefined; dryRun: boolean },
): Promise<{ taskId: TaskId }> {
  authorize(scope.actor, 'cleanup.run');
  const options = { dryRun, ...(unusedDays !== undefined && { days: unusedDays }) };
  const taskId = await transaction(scope, (tx) => beginCleanup(tx, scope, cleanupUnusedJob, options));
  return { taskId: TaskId.parse(taskId) };
}

/**
 * Moves to the trash what nothing has used for so long, in batches; nothing is purged. The first run of a namespace and
 * a dry run only report.
 */
export async function cleanUnused(
  scope: Scope,
  options: CleanupUnusedOptions,
  run: CleanupRun,
): Promise<void> {
  const batchSize = options.batchSize ?? scope.config.retention.batchSize;
  const unusedDays = daysOf(scope, options);
  const before = unusedBefore(scope, unusedDays);
  const isDryRun = (options.dryRun ?? false) || (await isFirstUnusedRun(scope));
  const reason = `Nothing had used it for ${unusedDays} days.`;
  await runCleanupTask(scope, run, async (task) => {
    const found = await summarizeUnused(scope, before);
    const report = { isDryRun, unusedDays, ...found };
    if (isDryRun) return { ...report, trashedFiles: 0 };
    let trashed = 0;
    let afterId: string | null = null;
    do {
      task.signal.throwIfAborted();
      const batch: { ids: string[]; lastId: string | null } = await transaction(scope, async (tx) => {
        const locked = await lockUnused(tx, scope, { before, afterId, limit: batchSize });
        await trashMedia(tx, scope, locked.ids, { reason });
        return locked;
      });
      trashed += batch.ids.length;
      afterId = batch.lastId;
      task.report({ done: trashed, total: Math.max(found.fileCount, trashed) });
    } while (afterId !== null);
    return { ...report, trashedFiles: trashed };
  });
}

const daysOf = (scope: Pick<Scope, 'config' | 'namespace'>, { days }: CleanupUnusedOptions): number =>
  days ?? retentionOf(scope).unusedDays;
