import type { Task } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { getTask } from './get-task.ts';

/**
 * Asks a task to stop: one that waits never starts, one that runs ends before its next item. What is done stays.
 * @throws MediaError `not-found`, `auth.denied`, `conflict` for one that has ended.
 */
export async function cancelTask(scope: Scope, { id }: { id: string }): Promise<Task> {
  const task = await getTask(scope, { id });
  await transaction(scope, async (tx) => {
    const row = await tx.task.findFirst({
      where: { id, namespaceId: scope.namespace.id },
      select: { userId: true },
    });
    authorize(scope.actor, 'task.cancel', { ownerId: row?.userId ?? null });
    const cancelled = await tx.task.updateMany({
      where: { id, namespaceId: scope.namespace.id, state: { in: ['queued', 'running'] } },
      data: { state: 'cancelled', finishedAt: scope.now(), updatedAt: scope.now() },
    });
    if (cancelled.count === 0) {
      throw new MediaError('conflict', { state: task.state }, { message: 'This task has ended already.' });
    }
    await recordChange(tx, scope, {
      action: 'task.cancelled',
      entity: 'task',
      ids: [id],
      event: 'task.changed',
    });
  });
  return getTask(scope, { id });
}
