import type * as z from 'zod';
import type { Transaction } from '../../db/transaction.ts';
import { enqueue } from '../../queue/enqueue.ts';
import type { Scope } from '../scope.ts';
import { createTask } from '../tasks/create-task.ts';
import { type IndexRefreshInput, refreshIndexJob, refreshIndexTaskKind } from './describe-index-refresh.ts';

/**
 * Has the index of many files brought up to date after this transaction: by one task for each tag or collection, and
 * one for the whole namespace. One that runs already begins again, so that it ends with what is true now.
 * @param asked.total of the files, as the task shows it.
 * @returns the task.
 */
export async function beginIndexRefresh(
  tx: Transaction,
  scope: Scope,
  {
    tagId = null,
    collectionId = null,
    total,
  }: { tagId?: string | null; collectionId?: string | null; total: number },
): Promise<string> {
  const namespaceId = scope.namespace.id;
  const input: z.output<typeof IndexRefreshInput> = { tagId, collectionId, afterId: null };
  // Waits for a batch under way: what that reads is from before this change.
  const [open] = await tx.$queryRaw<{ id: string }[]>`
    select id from task
    where namespace_id = ${namespaceId}::uuid and kind = ${refreshIndexTaskKind} and state in ('queued', 'running')
      and input ->> 'tagId' is not distinct from ${tagId}::text
      and input ->> 'collectionId' is not distinct from ${collectionId}::text
    order by created_at limit 1 for update`;
  if (open) {
    await tx.task.update({ where: { id: open.id }, data: { input, done: 0, total, updatedAt: scope.now() } });
    return open.id;
  }
  const taskId = await createTask(tx, scope, { kind: refreshIndexTaskKind, total, input });
  await enqueue(
    tx,
    refreshIndexJob.name,
    refreshIndexJob.payload,
    { namespaceId, taskId },
    // One after the other in a namespace: they would only wait for each other's rows.
    {
      jobKey: `${refreshIndexJob.name}:${taskId}`,
      queueName: `${refreshIndexJob.name}:${namespaceId}`,
      requestId: scope.requestId,
    },
  );
  return taskId;
}
