import type { Task } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { findTask } from '../tasks/find-task.ts';
import { getTask } from '../tasks/get-task.ts';
import { BulkInput, enqueueBulk, isBulkKind } from './describe-bulk.ts';

/**
 * Does again what failed of bulk work, and what one that was cancelled or broke off had not done.
 * @throws MediaError `not-found`, `auth.denied`, `conflict` for one that runs, has nothing left to do, was taken back,
 * or is no bulk work.
 */
export async function retryTask(scope: Scope, input: { id: string }): Promise<Task> {
  const { id, userId, kind, input: asked } = await findTask(scope, input.id);
  authorize(scope.actor, 'task.cancel', { ownerId: userId });
  if (!isBulkKind(kind) || !BulkInput.safeParse(asked).success) throw nothingToRetry();
  await transaction(scope, async (tx) => {
    const held = await tx.$queryRaw<{ is_over: boolean }[]>`
      select state in ('done', 'failed', 'cancelled') and (undo is null or undo = '{}'::jsonb) as is_over
      from task where id = ${id}::uuid for update`;
    if (!held[0]?.is_over) throw nothingToRetry();
    await tx.taskItem.updateMany({
      where: { taskId: id, outcome: 'failed' },
      data: { outcome: 'pending', code: null, message: null },
    });
    const left = await tx.taskItem.count({ where: { taskId: id, outcome: 'pending' } });
    if (left === 0) throw nothingToRetry();
    const done = await tx.taskItem.count({ where: { taskId: id, outcome: 'done' } });
    await tx.task.update({
      where: { id },
      data: { state: 'queued', done, error: null, finishedAt: null, updatedAt: scope.now() },
    });
    await enqueueBulk(tx, scope, id);
    await recordChange(tx, scope, {
      action: 'task.retried',
      entity: 'task',
      ids: [id],
      event: 'task.changed',
    });
  });
  return getTask(scope, { id });
}

const nothingToRetry = () =>
  new MediaError('conflict', undefined, { message: 'There is nothing to do again.' });
