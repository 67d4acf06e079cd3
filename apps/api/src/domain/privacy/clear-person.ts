import type { Transaction } from '../../db/transaction.ts';
import { forgetDetailsOfPerson } from '../audit/forget-details.ts';
import type { Scope } from '../scope.ts';
import { personExportKind } from './begin-person-export.ts';

/**
 * Takes a person off everything in a namespace that stays: who uploaded, deleted, made, tagged or sorted it, what was
 * said of them in it, what was asked for in their name. The files themselves, and their membership, are the caller's.
 * @param until nothing that is younger: after a restore, what a person did since is theirs.
 * @returns the ids of the files whose uploader they were: their index is the caller's to refresh.
 */
export async function clearPerson(
  tx: Transaction,
  scope: Scope,
  userId: string,
  until: Date,
): Promise<string[]> {
  const namespaceId = scope.namespace.id;
  const ours = { namespaceId, createdAt: { lte: until } };
  const rows = await tx.$queryRaw<{ id: string }[]>`
    update media set uploaded_by = null, metadata = metadata - 'user_info', revision = revision + 1
    where namespace_id = ${namespaceId}::uuid and uploaded_by = ${userId}::uuid and created_at <= ${until}
    returning id`;
  await tx.media.updateMany({ where: { ...ours, deletedBy: userId }, data: { deletedBy: null } });
  await tx.mediaVersion.updateMany({ where: { ...ours, createdBy: userId }, data: { createdBy: null } });
  await tx.tag.updateMany({ where: { ...ours, createdBy: userId }, data: { createdBy: null } });
  await tx.mediaTag.updateMany({ where: { namespaceId, createdBy: userId }, data: { createdBy: null } });
  await tx.collection.updateMany({ where: { ...ours, createdBy: userId }, data: { createdBy: null } });
  // Private ones are nobody's without them.
  await tx.savedSearch.deleteMany({ where: { ...ours, createdBy: userId, isShared: false } });
  await tx.savedSearch.updateMany({ where: { ...ours, createdBy: userId }, data: { createdBy: null } });
  await tx.collectionItem.updateMany({ where: { namespaceId, addedBy: userId }, data: { addedBy: null } });
  await tx.apiKey.updateMany({ where: { ...ours, createdBy: userId }, data: { createdBy: null } });
  await tx.upload.updateMany({
    where: { ...ours, userId },
    data: { userId: null, filename: 'erased', fields: {}, idempotencyKey: null },
  });
  await tx.idempotentRequest.deleteMany({ where: { ...ours, actorId: userId } });
  await forgetDetailsOfPerson(tx, { namespaceId, userId, until });
  await clearTasks(tx, scope, userId, until);
  // What somebody else has begun to pack of them: the link ends, and a download that runs with it.
  await tx.$executeRaw`
    update task set state = 'cancelled', input = '{}', finished_at = coalesce(finished_at, ${scope.now()})
    where namespace_id = ${namespaceId}::uuid and kind = ${personExportKind} and input ->> 'userId' = ${userId}`;
  return rows.map(({ id }) => id);
}

/** What a task was asked may hold words of the person, and how to take it back theirs; those that run end here. */
async function clearTasks(tx: Transaction, scope: Scope, userId: string, until: Date): Promise<void> {
  const where = { namespaceId: scope.namespace.id, userId, createdAt: { lte: until } };
  const tasks = await tx.task.findMany({ where, select: { id: true } });
  const taskIds = tasks.map(({ id }) => id);
  await tx.taskItem.deleteMany({ where: { taskId: { in: taskIds } } });
  await tx.task.updateMany({
    where: { ...where, state: { in: ['queued', 'running'] } },
    data: { state: 'cancelled', finishedAt: scope.now() },
  });
  // Of a task that ended nothing is left to take back.
  await tx.$executeRaw`
    update task set user_id = null, input = '{}', outcomes = '[]', undo = null, error = null
    where id = any (${taskIds}::uuid[])`;
}
