import { BULK_AT_ONCE, type BulkOutcome, TaskId } from '@vitrine/schema';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { outcomeOf } from '../media/batch-outcome.ts';
import { isSlugTaken } from '../media/restore-media.ts';
import type { Scope } from '../scope.ts';
import { createTask } from '../tasks/create-task.ts';
import { BulkInput, type BulkWork, enqueueBulk, kindOf } from './describe-bulk.ts';
import { runBatch } from './run-batch.ts';
import { settle, store } from './run-bulk.ts';

const MAX_ATTEMPTS = 5;

/**
 * Does something to many files: a few within the request and in one transaction, more by a task. Each has its own
 * outcome; one that may not be touched does not stop the others.
 * @param claim is called first in the transaction.
 * @throws MediaError where nothing can be done at all: a tag or a collection that is not there.
 */
export async function beginBulk(
  scope: Scope,
  work: BulkWork,
  asked: readonly string[],
  claim: (tx: Transaction, taskId: string) => Promise<void> = () => Promise.resolve(),
): Promise<BulkOutcome> {
  const ids = [...new Set(asked)];
  const total = ids.length;
  const isAtOnce = total <= BULK_AT_ONCE;
  if (total === 0) return { succeeded: [], failed: [], taskId: null, total, isDone: true };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction(scope, async (tx) => {
        if (isAtOnce) return doAtOnce(tx, scope, work, ids, claim);
        const taskId = await addTask(tx, scope, work, ids);
        await claim(tx, taskId);
        await enqueueBulk(tx, scope, taskId);
        return { succeeded: [], failed: [], taskId: TaskId.parse(taskId), total, isDone: false };
      });
    } catch (error) {
      if (!isSlugTaken(error) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

async function doAtOnce(
  tx: Transaction,
  scope: Scope,
  work: BulkWork,
  ids: readonly string[],
  claim: (tx: Transaction, taskId: string) => Promise<void>,
): Promise<BulkOutcome> {
  const result = await runBatch(tx, scope, work, ids);
  const outcome = { ...outcomeOf(ids, result.failed), total: ids.length, isDone: true };
  // Nothing was done: there is nothing to take back, and nothing that a task would tell.
  if (outcome.succeeded.length === 0) return { ...outcome, taskId: null };
  const taskId = await addTask(tx, scope, work, ids);
  await claim(tx, taskId);
  await store(tx, scope, taskId, ids, result);
  await settle(tx, scope, taskId, null);
  return { ...outcome, taskId: TaskId.parse(taskId) };
}

async function addTask(
  tx: Transaction,
  scope: Scope,
  work: BulkWork,
  ids: readonly string[],
): Promise<string> {
  const { keyId: apiKeyId, role } = scope.actor;
  const input = BulkInput.parse({ work, apiKeyId, role: role ?? 'viewer' });
  const taskId = await createTask(tx, scope, { kind: kindOf(work), total: ids.length, input });
  await tx.$executeRaw`
    insert into task_item (namespace_id, task_id, media_id)
    select ${scope.namespace.id}::uuid, ${taskId}::uuid, id from unnest(${[...ids]}::uuid[]) id`;
  return taskId;
}
