import { type Task, TaskId } from '@vitrine/schema';
import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { findTask } from '../tasks/find-task.ts';
import { getTask } from '../tasks/get-task.ts';
import { presentTask } from '../tasks/present-task.ts';
import { beginBulk } from './begin-bulk.ts';

/**
 * Takes back what bulk work did, file by file, with what the actor may do now: a file that was changed since keeps that
 * and fails with `conflict`.
 * @returns the task that takes it back.
 * @throws MediaError `not-found`, `auth.denied`, `conflict` where there is nothing to take back, or it was already.
 */
export async function undoTask(scope: Scope, input: { id: string }): Promise<Task> {
  const row = await findTask(scope, input.id);
  authorize(scope.actor, 'task.cancel', { ownerId: row.userId });
  if (!presentTask(row).canUndo) throw nothingToUndo(row.state);
  const items = await scope.db.pool.query<{ media_id: string }>(
    `select media_id from task_item where task_id = $1 and outcome = 'done' and undo is not null order by media_id`,
    [row.id],
  );
  const ids = items.rows.map(({ media_id }) => media_id);
  const claim = async (tx: Transaction, taskId: string) => {
    if ((await claimUndo(tx, row.id, taskId)) === 0) throw nothingToUndo(row.state);
  };
  const { taskId } = await beginBulk(scope, { kind: 'undo', taskId: row.id }, ids, claim);
  if (taskId === null) {
    throw new MediaError('conflict', undefined, {
      message: 'None of the files can be taken back: they were changed since, or are not yours to change.',
    });
  }
  return getTask(scope, { id: TaskId.parse(taskId) });
}

/** Once only, whoever else tries at the same time. */
function claimUndo(tx: Transaction, id: string, by: string): Promise<number> {
  return tx.$executeRaw`
    update task set undo = ${JSON.stringify({ by })}::jsonb where id = ${id}::uuid and undo = '{}'::jsonb`;
}

const nothingToUndo = (state: string) =>
  new MediaError('conflict', { state }, { message: 'There is nothing that can be taken back.' });
