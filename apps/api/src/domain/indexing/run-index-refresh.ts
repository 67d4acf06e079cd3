import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { toMediaError } from '../../errors/to-media-error.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { endTask } from '../tasks/end-task.ts';
import { queueVocabulary } from '../vocabulary/queue-vocabulary.ts';
import { IndexRefreshInput } from './describe-index-refresh.ts';

/** Files at a time: a batch holds their rows of the index for about half a second. */
const BATCH = 500;
const BATCH_TIMEOUT_MS = 120_000;

/**
 * Brings the index of the files of a task up to date, batch by batch. Each batch is a transaction that also says how
 * far it is: whoever takes the task over after a kill goes on there, and a batch that is done twice changes nothing.
 */
export async function runIndexRefresh(
  scope: Scope,
  { taskId, signal, isLastAttempt }: { taskId: string; signal: AbortSignal; isLastAttempt: boolean },
): Promise<void> {
  try {
    do signal.throwIfAborted();
    while (await transaction(scope, (tx) => refreshNext(tx, scope, taskId), { timeoutMs: BATCH_TIMEOUT_MS }));
  } catch (error) {
    if (signal.aborted || !isLastAttempt) throw error;
    await endTask(scope, { id: taskId, error: toMediaError(error).message });
    throw error;
  }
}

/** @returns false once all are done, or where the task has ended. */
async function refreshNext(tx: Transaction, scope: Scope, taskId: string): Promise<boolean> {
  const namespaceId = scope.namespace.id;
  const [task] = await tx.$queryRaw<{ input: unknown; done: number }[]>`
    select input, done from task
    where id = ${taskId}::uuid and namespace_id = ${namespaceId}::uuid and state in ('queued', 'running') for update`;
  if (!task) return false;
  const input = IndexRefreshInput.parse(task.input);
  const ids = await findNext(tx, namespaceId, input);
  const isLast = ids.length < BATCH;
  await refreshMediaIndex(tx, ids);
  await tx.task.update({
    where: { id: taskId },
    data: {
      ...(isLast
        ? { state: 'done', input: {}, finishedAt: scope.now() }
        : { state: 'running', input: { ...input, afterId: ids.at(-1) ?? null } }),
      done: task.done + ids.length,
      updatedAt: scope.now(),
    },
  });
  if (isLast) {
    await recordChange(tx, scope, {
      action: 'task.done',
      entity: 'task',
      ids: [taskId],
      event: 'task.changed',
    });
    await queueVocabulary(tx, scope);
  } else {
    const event = { id: scope.newId(), namespaceId, requestId: scope.requestId };
    await tx.outboxEvent.create({ data: { ...event, type: 'task.changed', entityIds: [taskId] } });
  }
  return !isLast;
}

async function findNext(
  tx: Transaction,
  namespaceId: string,
  { tagId, afterId }: { tagId: string | null; afterId: string | null },
): Promise<string[]> {
  const after = afterId ?? '00000000-0000-0000-0000-000000000000';
  const rows = tagId
    ? await tx.$queryRaw<{ media_id: string }[]>`
        select media_id from media_tag
        where namespace_id = ${namespaceId}::uuid and tag_id = ${tagId}::uuid and media_id > ${after}::uuid
        order by media_id limit ${BATCH}`
    : await tx.$queryRaw<{ media_id: string }[]>`
        select i.media_id from media_index i
        where i.namespace_id = ${namespaceId}::uuid and i.media_id > ${after}::uuid
          and i.search_config <> (select text_search_config from namespace where id = ${namespaceId}::uuid)
        order by i.media_id limit ${BATCH}`;
  return rows.map(({ media_id }) => media_id);
}
