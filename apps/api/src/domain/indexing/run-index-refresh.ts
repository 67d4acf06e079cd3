import type * as z from 'zod';
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
    // A collection is no word of its files.
    if (input.collectionId === null) await queueVocabulary(tx, scope);
  } else {
    const event = { id: scope.newId(), namespaceId, requestId: scope.requestId };
    await tx.outboxEvent.create({ data: { ...event, type: 'task.changed', entityIds: [taskId] } });
  }
  return !isLast;
}

async function findNext(
  tx: Transaction,
  namespaceId: string,
  { tagId, collectionId, afterId }: z.output<typeof IndexRefreshInput>,
): Promise<string[]> {
  const after = afterId ?? '00000000-0000-0000-0000-000000000000';
  if (tagId !== null) {
    const rows = await tx.$queryRaw<{ media_id: string }[]>`
      select media_id from media_tag
      where namespace_id = ${namespaceId}::uuid and tag_id = ${tagId}::uuid and media_id > ${after}::uuid
      order by media_id limit ${BATCH}`;
    return rows.map(({ media_id }) => media_id);
  }
  // By the key, so that all batches together are one walk: an index of collections would answer with all its files each
  // time, and has not those in the trash.
  const rows = await tx.$queryRaw<{ media_id: string }[]>`
    select media_id from (
      select media_id, search_config, collection_ids from media_index
      where namespace_id = ${namespaceId}::uuid and media_id > ${after}::uuid order by media_id offset 0) walked
    where case when ${collectionId}::uuid is not null then collection_ids @> array[${collectionId}::uuid]
      else search_config <> (select text_search_config from namespace where id = ${namespaceId}::uuid) end
    order by media_id limit ${BATCH}`;
  return rows.map(({ media_id }) => media_id);
}
