import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import type { BatchFailure } from '../media/batch-outcome.ts';
import { deleteMediaIn } from '../media/delete-media.ts';
import { lockMedia } from '../media/lock-media.ts';
import { restoreMediaIn } from '../media/restore-media.ts';
import type { Scope } from '../scope.ts';
import { applyMerge, type UndoMerge } from './apply-merge.ts';
import { applyUpdate, type UndoUpdate } from './apply-update.ts';
import { BulkInput, type BulkWork } from './describe-bulk.ts';
import { takeBackMerge } from './take-back-merge.ts';
import { takeBackUpdate } from './take-back-update.ts';

export interface BatchResult {
  failed: BatchFailure[];
  /** How each file is taken back; those that nothing was done to are missing. */
  undo: Map<string, object>;
}

/**
 * Does the work of a task to one batch of its files, in the transaction of the caller.
 * @throws MediaError where nothing of it can be done, whichever file: a collection that is gone.
 */
export async function runBatch(
  tx: Transaction,
  scope: Scope,
  work: BulkWork,
  ids: readonly string[],
): Promise<BatchResult> {
  switch (work.kind) {
    case 'update':
      return applyUpdate(tx, scope, work, ids);
    case 'delete': {
      const { force, reason } = work;
      const live = await idsOf(tx, scope, ids, 'live');
      const { failed } = await deleteMediaIn(tx, scope, { ids, force, reason });
      return { failed, undo: undoable(live, failed, { trashed: true }) };
    }
    case 'restore': {
      const trashed = await idsOf(tx, scope, ids, 'trashed');
      const { failed } = await restoreMediaIn(tx, scope, ids);
      return { failed, undo: undoable(trashed, failed, { restored: true }) };
    }
    case 'merge':
      return { failed: [], undo: await applyMerge(tx, scope, work, ids) };
    case 'undo':
      return { failed: await takeBack(tx, scope, work.taskId, ids), undo: new Map() };
  }
}

async function idsOf(
  tx: Transaction,
  scope: Scope,
  ids: readonly string[],
  state: 'live' | 'trashed',
): Promise<string[]> {
  const locked = [...(await lockMedia(tx, scope, ids)).values()];
  return locked.filter((media) => (media.deleted_at === null) === (state === 'live')).map(({ id }) => id);
}

function undoable(ids: readonly string[], failed: readonly BatchFailure[], undo: object) {
  const refused = new Set(failed.map(({ id }) => id));
  return new Map(ids.filter((id) => !refused.has(id)).map((id) => [id, undo]));
}

async function takeBack(
  tx: Transaction,
  scope: Scope,
  taskId: string,
  ids: readonly string[],
): Promise<BatchFailure[]> {
  const namespaceId = scope.namespace.id;
  const task = await tx.task.findUnique({ where: { namespaceId_id: { namespaceId, id: taskId } } });
  const input = BulkInput.safeParse(task?.input);
  if (!input.success) throw new MediaError('gone', undefined, { message: 'It is too late to take it back.' });
  const { work } = input.data;
  if (work.kind === 'delete') return (await restoreMediaIn(tx, scope, ids)).failed;
  if (work.kind === 'restore') return (await deleteMediaIn(tx, scope, { ids })).failed;
  if (work.kind === 'undo') return [];
  const items = await tx.taskItem.findMany({ where: { taskId, mediaId: { in: [...ids] } } });
  const undoOf = <Undo extends object>() =>
    new Map(items.map(({ mediaId, undo }) => [mediaId, (undo ?? {}) as Undo]));
  if (work.kind === 'merge') return takeBackMerge(tx, scope, work, undoOf<UndoMerge>());
  return takeBackUpdate(tx, scope, work, undoOf<UndoUpdate>());
}
