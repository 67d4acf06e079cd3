import type { Prisma } from '../../db/generated/client.ts';
import type { Transaction } from '../../db/transaction.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';

/** Makes the task that people see of long work, in the transaction that queues the job. @returns its id. */
export async function createTask(
  tx: Transaction,
  scope: Scope,
  task: { kind: string; total?: number; input?: Prisma.InputJsonObject },
): Promise<string> {
  const id = scope.newId();
  const { kind, total = null, input = {} } = task;
  await tx.task.create({
    data: { id, namespaceId: scope.namespace.id, kind, userId: scope.actor.userId, total, input },
  });
  await recordChange(tx, scope, { action: 'task.created', entity: 'task', ids: [id], event: 'task.changed' });
  return id;
}
