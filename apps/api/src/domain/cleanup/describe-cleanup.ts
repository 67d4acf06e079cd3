import * as z from 'zod';
import type { Transaction } from '../../db/transaction.ts';
import { enqueue } from '../../queue/enqueue.ts';
import type { Scope } from '../scope.ts';
import { createTask } from '../tasks/create-task.ts';

/** Without a namespace, as the clock calls it, a clean-up begins one task for each namespace that has work. */
const Options = z.object({
  namespaceId: z.uuid().optional(),
  taskId: z.uuid().optional(),
  days: z.int().min(0).optional(),
  batchSize: z.int().min(1).max(1000).optional(),
});

/** Purges what has lain in the trash for long enough. `days` is since the deletion; without it the date told then. */
export const cleanupDeletedJob = { name: 'cleanup-deleted-files', payload: Options } as const;

/** Moves to the trash what nothing has used for `days`. Never purges. */
export const cleanupUnusedJob = {
  name: 'cleanup-unused-files',
  payload: Options.extend({ dryRun: z.boolean().optional() }),
} as const;

export type CleanupDeletedOptions = z.output<typeof cleanupDeletedJob.payload>;
export type CleanupUnusedOptions = z.output<typeof cleanupUnusedJob.payload>;

/** Makes the task of one namespace and queues its run. One at a time of a kind: it waits for the one before. */
export async function beginCleanup(
  tx: Transaction,
  scope: Scope,
  job: typeof cleanupDeletedJob | typeof cleanupUnusedJob,
  options: CleanupUnusedOptions,
): Promise<string> {
  const namespaceId = scope.namespace.id;
  const taskId = await createTask(tx, scope, { kind: job.name });
  await enqueue(
    tx,
    job.name,
    job.payload,
    { ...options, namespaceId, taskId },
    {
      jobKey: `${job.name}:${taskId}`,
      queueName: `${job.name}:${namespaceId}`,
      maxAttempts: 5,
      requestId: scope.requestId,
    },
  );
  return taskId;
}
