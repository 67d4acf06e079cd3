import { transaction } from '../../db/transaction.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';

/**
 * Says that a task has ended, and forgets what it was asked. One that was cancelled meanwhile stays cancelled.
 * @param ending.error for people; null where it is done.
 * @param ending.keepsInput where the same can be asked for again by the task's id.
 */
export async function endTask(
  scope: Scope,
  { id, error, keepsInput = false }: { id: string; error: string | null; keepsInput?: boolean },
): Promise<void> {
  const state = error === null ? 'done' : 'failed';
  const where = { id, namespaceId: scope.namespace.id };
  await transaction(scope, async (tx) => {
    if (!keepsInput) await tx.task.updateMany({ where, data: { input: {} } });
    const { count } = await tx.task.updateMany({
      where: { ...where, state: { in: ['queued', 'running'] } },
      data: { state, error, finishedAt: scope.now(), updatedAt: scope.now() },
    });
    if (count === 0) return;
    await recordChange(tx, scope, {
      action: `task.${state}`,
      entity: 'task',
      ids: [id],
      event: 'task.changed',
    });
  });
}
