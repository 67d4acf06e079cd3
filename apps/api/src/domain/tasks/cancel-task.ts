import type { Task } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { refreshIndexTaskKind } from '../indexing/describe-index-refresh.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { findTask } from './find-task.ts';
import { getTask } from './get-task.ts';

/** Stops a task that has not ended; what it did so far stays. Cancelling twice changes nothing.
 *  @throws MediaError `not-found`, `auth.denied`, `conflict` for one that is done or failed,
 *  or that search and lists need. */
export async function cancelTask(scope: Scope, input: { id: string }): Promise<Task> {
  const { id, userId, kind } = await findTask(scope, input.id);
  authorize(scope.actor, 'task.cancel', { ownerId: userId });
  if (kind === refreshIndexTaskKind) throw mustEnd();
  await transaction(scope, async (tx) => {
    const { count } = await tx.task.updateMany({
      where: { id, namespaceId: scope.namespace.id, state: { in: ['queued', 'running'] } },
      data: { state: 'cancelled', finishedAt: scope.now(), updatedAt: scope.now() },
    });
    if (count === 0) return;
    await recordChange(tx, scope, {
      action: 'task.cancelled',
      entity: 'task',
      ids: [id],
      event: 'task.changed',
    });
  });
  const task = await getTask(scope, { id });
  if (task.state === 'cancelled') return task;
  throw new MediaError('conflict', { state: task.state }, { message: 'The task has ended already.' });
}

const mustEnd = () =>
  new MediaError('conflict', undefined, {
    message: 'Without this task search and lists would go by what was before. It ends by itself.',
  });
