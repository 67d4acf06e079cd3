import { compareRoles } from '@vitrine/schema';
import type { Prisma } from '../../db/generated/client.ts';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { toMediaError } from '../../errors/to-media-error.ts';
import { failureOf } from '../media/batch-outcome.ts';
import { isSlugTaken } from '../media/restore-media.ts';
import { recordChange } from '../record-change.ts';
import type { Scope, Services } from '../scope.ts';
import { scopeOfUploader } from '../uploads/scope-of-uploader.ts';
import { BulkInput, type BulkWork } from './describe-bulk.ts';
import { type BatchResult, batchSizeOf, runBatch } from './run-batch.ts';

const BATCH_TIMEOUT_MS = 120_000;
const MAX_ATTEMPTS = 5;

export interface BulkRun {
  requestId: string;
  signal: AbortSignal;
  /** After it the queue tries no more. */
  isLastAttempt: boolean;
}

/**
 * Does the work of a task batch by batch, each in a transaction of its own that also says what became of its files:
 * when the process dies, the next run goes on where this one was. With what whoever asked may do now.
 */
export async function runBulk(
  services: Services,
  { namespaceId, taskId }: { namespaceId: string; taskId: string },
  run: BulkRun,
): Promise<void> {
  const task = await services.db.prisma.task.findUnique({
    where: { namespaceId_id: { namespaceId, id: taskId } },
  });
  const input = BulkInput.safeParse(task?.input);
  if (!task || !input.success) return;
  const { work, apiKeyId, role } = input.data;
  const who = await scopeOfUploader(services, { namespaceId, userId: task.userId, apiKeyId }, run.requestId);
  const now = who.actor.role ?? 'viewer';
  const scope = { ...who, actor: { ...who.actor, role: compareRoles(now, role) < 0 ? now : role } };
  try {
    for (let isGoing = true; isGoing; ) {
      run.signal.throwIfAborted();
      isGoing = await runNext(scope, taskId, work);
    }
  } catch (error) {
    if (run.signal.aborted || !run.isLastAttempt) throw error;
    scope.log.error({ err: error, taskId }, 'bulk work failed');
    await transaction(scope, (tx) => settle(tx, scope, taskId, toMediaError(error).message));
  }
}

/** @returns false when there is nothing left to do, or the task was cancelled. */
async function runNext(scope: Scope, taskId: string, work: BulkWork): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    let taken: string[] = [];
    const options = { timeoutMs: BATCH_TIMEOUT_MS };
    try {
      return await transaction(
        scope,
        async (tx) => {
          if (!(await holdTask(tx, scope, taskId))) return false;
          taken = await takePending(tx, taskId, batchSizeOf(work));
          if (taken.length === 0) {
            await settle(tx, scope, taskId, null);
            return false;
          }
          await store(tx, scope, taskId, taken, await runBatch(tx, scope, work, taken));
          return true;
        },
        options,
      );
    } catch (error) {
      if (isSlugTaken(error) && attempt < MAX_ATTEMPTS) continue;
      if (!(error instanceof MediaError)) throw error;
      // It would be the same for each of them, and at every try: a collection that is gone.
      const failed = taken.map((id) => failureOf(id, error));
      return transaction(scope, async (tx) => {
        if (!(await holdTask(tx, scope, taskId))) return false;
        await store(tx, scope, taskId, taken, { failed, undo: new Map() });
        return true;
      });
    }
  }
}

/** Holds the task until the commit: who cancels it waits, and from then on nothing more is done. */
async function holdTask(tx: Transaction, scope: Scope, id: string): Promise<boolean> {
  const { count } = await tx.task.updateMany({
    where: { id, namespaceId: scope.namespace.id, state: { in: ['queued', 'running'] } },
    data: { state: 'running', updatedAt: scope.now() },
  });
  return count > 0;
}

async function takePending(tx: Transaction, taskId: string, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ media_id: string }[]>`
    select media_id from task_item where task_id = ${taskId}::uuid and outcome = 'pending'
    order by media_id limit ${limit}::int`;
  return rows.map(({ media_id }) => media_id);
}

/** Says what became of the files of a batch, and how far the task is. */
export async function store(
  tx: Transaction,
  scope: Scope,
  taskId: string,
  ids: readonly string[],
  { failed, undo }: BatchResult,
): Promise<void> {
  const failures = new Map(failed.map((failure) => [failure.id, failure]));
  const rows = ids.map((id) => ({
    id,
    code: failures.get(id)?.code ?? null,
    message: failures.get(id)?.message ?? null,
    undo: undo.get(id) ?? null,
  }));
  await tx.$executeRaw`
    update task_item i set outcome = case when r.code is null then 'done' else 'failed' end, code = r.code,
      message = r.message, undo = r.undo
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, code text, message text, undo jsonb)
    where i.task_id = ${taskId}::uuid and i.media_id = r.id`;
  await tx.task.update({
    where: { id: taskId },
    data: { done: { increment: ids.length }, updatedAt: scope.now(), ...(undo.size > 0 && { undo: {} }) },
  });
  const { namespace, requestId } = scope;
  const event = { id: scope.newId(), namespaceId: namespace.id, requestId };
  await tx.outboxEvent.create({ data: { ...event, type: 'task.changed', entityIds: [taskId] } });
}

/** Ends a task that has not ended. What it was asked stays, for `retry` and `undo`. */
export async function settle(
  tx: Transaction,
  scope: Scope,
  taskId: string,
  error: string | null,
): Promise<void> {
  const counts = await tx.taskItem.groupBy({ by: ['outcome'], where: { taskId }, _count: true });
  const countOf = (outcome: string) => counts.find((one) => one.outcome === outcome)?._count ?? 0;
  const state = error === null ? 'done' : 'failed';
  const report: Prisma.InputJsonObject = { succeeded: countOf('done'), failed: countOf('failed') };
  const { count } = await tx.task.updateMany({
    where: { id: taskId, namespaceId: scope.namespace.id, state: { in: ['queued', 'running'] } },
    data: { state, error, report, finishedAt: scope.now(), updatedAt: scope.now() },
  });
  if (count === 0) return;
  await recordChange(tx, scope, {
    action: `task.${state}`,
    entity: 'task',
    ids: [taskId],
    event: 'task.changed',
  });
}
