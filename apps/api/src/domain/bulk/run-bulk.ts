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
import { type BatchResult, runBatch } from './run-batch.ts';
import { type Taking, takePending } from './take-pending.ts';

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
    if (!(await begin(scope, taskId))) return;
    const next = (takes: Taking) => {
      run.signal.throwIfAborted();
      return runNext(scope, taskId, work, takes);
    };
    await inLanes(await lanesOf(scope, work), () => next('free'));
    // What another process may still hold: it is waited for, and done here if that process dies.
    while (await next('all'));
  } catch (error) {
    if (run.signal.aborted || !run.isLastAttempt) throw error;
    scope.log.error({ err: error, taskId }, 'bulk work failed');
    await transaction(scope, (tx) => settle(tx, scope, taskId, toMediaError(error).message));
  }
}

/** @returns false for a task that was cancelled, or has ended. */
async function begin(scope: Scope, id: string): Promise<boolean> {
  const { count } = await scope.db.prisma.task.updateMany({
    where: { id, namespaceId: scope.namespace.id, state: { in: ['queued', 'running'] } },
    data: { state: 'running', updatedAt: scope.now() },
  });
  return count > 0;
}

/**
 * How many batches are under way at once. While one is computed here the database writes the other; more would only
 * take its processors from those who wait for an answer. Files come into a collection in their order, and look for a
 * free slug, one after the other.
 */
async function lanesOf(scope: Scope, work: BulkWork): Promise<number> {
  if (work.kind === 'undo') {
    const { id: namespaceId } = scope.namespace;
    const undone = await scope.db.prisma.task.findUnique({
      where: { namespaceId_id: { namespaceId, id: work.taskId } },
    });
    const input = BulkInput.safeParse(undone?.input);
    return input.success ? lanesOf(scope, input.data.work) : 1;
  }
  if (work.kind !== 'update') return 1;
  return work.addToCollections.length + work.removeFromCollections.length === 0 ? 2 : 1;
}

/** Calls `next` until it answers false, in some lanes at once. One that fails lets the others end what they began. */
async function inLanes(count: number, next: () => Promise<boolean>): Promise<void> {
  let isGoing = true;
  const lane = async () => {
    try {
      while (isGoing && (await next()));
    } finally {
      isGoing = false;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: count }, lane));
  const failure = ended.find((one) => one.status === 'rejected');
  if (failure) throw failure.reason;
}

/** The task was cancelled while a batch was done: nothing of that batch is kept. */
class CancelledMeanwhile extends Error {
  override name = 'CancelledMeanwhile';
}

/** @returns false when there is nothing left to take, or the task was cancelled. */
async function runNext(scope: Scope, taskId: string, work: BulkWork, takes: Taking): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    let taken: string[] = [];
    const options = { timeoutMs: BATCH_TIMEOUT_MS };
    try {
      return await transaction(
        scope,
        async (tx) => {
          if (!(await isRunning(tx, scope, taskId))) return false;
          taken = await takePending(tx, taskId, work, takes);
          if (taken.length > 0) {
            await store(tx, scope, taskId, taken, await runBatch(tx, scope, work, taken));
            return true;
          }
          if (takes === 'all') await settle(tx, scope, taskId, null);
          return false;
        },
        options,
      );
    } catch (error) {
      if (error instanceof CancelledMeanwhile) return false;
      if (isSlugTaken(error) && attempt < MAX_ATTEMPTS) continue;
      if (!(error instanceof MediaError)) throw error;
      await failAll(scope, taskId, taken, error);
      return true;
    }
  }
}

/** It would be the same for each of them, and at every try: a collection that is gone. */
async function failAll(
  scope: Scope,
  taskId: string,
  taken: readonly string[],
  error: MediaError,
): Promise<void> {
  await transaction(scope, async (tx) => {
    if (!(await isRunning(tx, scope, taskId))) return;
    const left = await tx.$queryRaw<{ media_id: string }[]>`
      select media_id from task_item
      where task_id = ${taskId}::uuid and outcome = 'pending' and media_id = any (${[...taken]}::uuid[])
      order by media_id for update`;
    const ids = left.map(({ media_id }) => media_id);
    const failed = ids.map((id) => failureOf(id, error));
    await store(tx, scope, taskId, ids, { failed, undo: new Map() });
  });
}

async function isRunning(tx: Transaction, scope: Scope, id: string): Promise<boolean> {
  const count = await tx.task.count({ where: { id, namespaceId: scope.namespace.id, state: 'running' } });
  return count > 0;
}

/** Says what became of the files of a batch, and how far the task is. Call it last in the transaction. */
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
  const { namespace, requestId } = scope;
  const event = { id: scope.newId(), namespaceId: namespace.id, requestId };
  await tx.outboxEvent.create({ data: { ...event, type: 'task.changed', entityIds: [taskId] } });
  // Last, so that batches wait for each other no longer than a commit takes. Whoever cancels waits for it, or is first:
  // then nothing of this is kept.
  const { count } = await tx.task.updateMany({
    where: { id: taskId, namespaceId: namespace.id, state: { in: ['queued', 'running'] } },
    data: { done: { increment: ids.length }, updatedAt: scope.now(), ...(undo.size > 0 && { undo: {} }) },
  });
  if (count === 0) throw new CancelledMeanwhile('The task was cancelled.');
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
