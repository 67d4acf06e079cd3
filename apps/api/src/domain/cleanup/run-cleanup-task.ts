import type { Prisma } from '../../db/generated/client.ts';
import { transaction } from '../../db/transaction.ts';
import type { Scope } from '../scope.ts';
import { endTask } from '../tasks/end-task.ts';
import { TaskCancelled, type TrackedTask, trackTask } from '../tasks/track-task.ts';

/** What a job is told of its run. */
export interface CleanupRun {
  taskId: string;
  signal: AbortSignal;
  isLastAttempt: boolean;
}

/**
 * Runs a clean-up as a task: with progress, a report at its end, and an end in any case. What is done stays done when it
 * is cancelled, and is not done again when the job is: each batch is a transaction of its own.
 */
export async function runCleanupTask(
  scope: Scope,
  { taskId, signal, isLastAttempt }: CleanupRun,
  work: (task: TrackedTask) => Promise<Prisma.InputJsonObject>,
): Promise<void> {
  try {
    await using task = await trackTask(scope, { id: taskId, signal });
    const report = await work(task);
    await transaction(scope, (tx) => tx.task.update({ where: { id: taskId }, data: { report } }));
  } catch (error) {
    if (error instanceof TaskCancelled) return;
    if (signal.aborted || !isLastAttempt) throw error;
    scope.log.error({ err: error, taskId }, 'a clean-up failed');
    await endTask(scope, { id: taskId, error: 'The clean-up failed. It is tried again tomorrow.' });
    return;
  }
  await endTask(scope, { id: taskId, error: null });
}
