import { type Transaction, transaction } from '../../db/transaction.ts';
import { findDatabaseFault } from '../../errors/database-fault.ts';
import { toMediaError } from '../../errors/to-media-error.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { endTask } from '../tasks/end-task.ts';
import { queueVocabulary } from '../vocabulary/queue-vocabulary.ts';
import { EndTagsInput } from './describe-end-tags.ts';
import { lockTagTree } from './lock-tag-tree.ts';
import { lockCarriers, moveCarriers } from './move-carriers.ts';

const BATCH = 500;
const BATCH_TIMEOUT_MS = 120_000;

/**
 * Takes tags that end off their files batch by batch, each a transaction of its own that leaves every file right; then
 * removes them. After a kill it goes on with the files that still carry them. Cancelled or failed, they are tags again.
 */
export async function runEndTags(
  scope: Scope,
  { taskId, signal, isLastAttempt }: { taskId: string; signal: AbortSignal; isLastAttempt: boolean },
): Promise<void> {
  const task = await scope.db.prisma.task.findFirst({
    where: { id: taskId, namespaceId: scope.namespace.id },
  });
  const input = EndTagsInput.safeParse(task?.input).data;
  if (!input) return;
  try {
    let goesOn = true;
    while (goesOn) {
      signal.throwIfAborted();
      goesOn = await transaction(scope, (tx) => endNext(tx, scope, taskId, input), {
        timeoutMs: BATCH_TIMEOUT_MS,
      });
    }
  } catch (error) {
    if (signal.aborted || !isLastAttempt) throw error;
    await endTask(scope, { id: taskId, error: toMediaError(error).message, keepsInput: true });
    await giveBack(scope, taskId, input);
    throw error;
  }
  await giveBack(scope, taskId, input);
}

type Input = NonNullable<ReturnType<typeof EndTagsInput.safeParse>['data']>;

/** @returns false once there is nothing left to do, or the task was cancelled. */
async function endNext(tx: Transaction, scope: Scope, taskId: string, input: Input): Promise<boolean> {
  const namespaceId = scope.namespace.id;
  const { ids, intoId } = input;
  const [task] = await tx.$queryRaw<{ done: number; total: number | null }[]>`
    select done, total from task
    where id = ${taskId}::uuid and namespace_id = ${namespaceId}::uuid and state in ('queued', 'running') for update`;
  if (!task) return false;
  const mediaIds = await lockCarriers(tx, namespaceId, ids, BATCH);
  if (mediaIds.length === 0) return removeTags(tx, scope, taskId, input);
  await moveCarriers(tx, namespaceId, { ids, intoId, mediaIds });
  const done = task.done + mediaIds.length;
  const total = Math.max(task.total ?? 0, done);
  await tx.task.update({
    where: { id: taskId },
    data: { state: 'running', done, total, updatedAt: scope.now() },
  });
  await tellOf(tx, scope, 'task.changed', [taskId]);
  return true;
}

/** @returns whether files came to carry one meanwhile. */
async function removeTags(tx: Transaction, scope: Scope, taskId: string, { ids }: Input): Promise<boolean> {
  const namespaceId = scope.namespace.id;
  await lockTagTree(tx, namespaceId);
  // From here on no file can come to carry one.
  await tx.$queryRaw`
    select from tag where namespace_id = ${namespaceId}::uuid and id = any (${ids}::uuid[]) order by id for update`;
  const left = await tx.mediaTag.count({ where: { namespaceId, tagId: { in: ids } } });
  if (left > 0) return true;
  const under = await tx.tag.findMany({
    where: { namespaceId, parentId: { in: ids } },
    select: { id: true },
  });
  const parents = await tx.tag.findMany({
    where: { namespaceId, id: { in: ids } },
    select: { parentId: true },
  });
  const above =
    parents.find(({ parentId }) => parentId !== null && !ids.includes(parentId))?.parentId ?? null;
  await tx.tag.updateMany({
    where: { namespaceId, id: { in: under.map(({ id }) => id) } },
    data: { parentId: above },
  });
  await tx.tag.deleteMany({ where: { namespaceId, id: { in: ids } } });
  const { done } = await tx.task.findUniqueOrThrow({ where: { id: taskId }, select: { done: true } });
  await tx.task.update({
    where: { id: taskId },
    data: { state: 'done', input: {}, total: done, finishedAt: scope.now(), updatedAt: scope.now() },
  });
  await recordChange(tx, scope, {
    action: 'task.done',
    entity: 'task',
    ids: [taskId],
    event: 'task.changed',
  });
  await tellOf(tx, scope, 'tag.changed', ids);
  await queueVocabulary(tx, scope);
  return false;
}

/** Gives tags of a task that did not end well their slugs again; one whose slug another has got keeps what it has. */
async function giveBack(scope: Scope, taskId: string, { ids, slugs }: Input): Promise<void> {
  const namespaceId = scope.namespace.id;
  const { state } = await scope.db.prisma.task.findUniqueOrThrow({ where: { id: taskId } });
  if (state !== 'cancelled' && state !== 'failed') return;
  for (const id of ids) {
    const slug = slugs[id];
    if (slug === undefined) continue;
    try {
      await transaction(scope, async (tx) => {
        const { count } = await tx.tag.updateMany({
          where: { namespaceId, id, slug: `ending-${id}` },
          data: { slug, updatedAt: scope.now() },
        });
        if (count === 0) return;
        const reason = 'What was to end it was stopped: it stays on the files that were left.';
        await recordChange(tx, scope, {
          action: 'tag.restored',
          entity: 'tag',
          ids: [id],
          event: 'tag.changed',
          reason,
        });
      });
    } catch (error) {
      if (findDatabaseFault(error)?.constraint !== 'tag_namespace_id_slug_key') throw error;
      scope.log.info({ tagId: id }, 'the name of a tag that is back belongs to another one now');
    }
  }
}

async function tellOf(
  tx: Transaction,
  scope: Scope,
  type: 'task.changed' | 'tag.changed',
  entityIds: string[],
): Promise<void> {
  const event = { id: scope.newId(), namespaceId: scope.namespace.id, requestId: scope.requestId };
  await tx.outboxEvent.create({ data: { ...event, type, entityIds } });
}
