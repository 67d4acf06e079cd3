import { removeDyingBlob } from '../renditions/remove-dying-blob.ts';
import type { Scope } from '../scope.ts';
import { endTask } from '../tasks/end-task.ts';
import { TaskCancelled, type TrackedTask, trackTask } from '../tasks/track-task.ts';

interface Removal {
  mediaIds: readonly string[];
  taskId: string | null;
  signal: AbortSignal;
}

/**
 * Removes the objects of versions that were given up, file by file, and ends the purge of those files. Nothing shows
 * them any more, so it can be stopped and begun again anywhere; cancelling its task stops only the telling.
 */
export async function removeBytes(scope: Scope, removal: Removal): Promise<void> {
  const { taskId, signal } = removal;
  if (taskId === null) return removeOfEach(scope, removal, null);
  try {
    await using task = await trackTask(scope, { id: taskId, signal });
    await removeOfEach(scope, removal, task);
  } catch (error) {
    if (!(error instanceof TaskCancelled)) throw error;
    await removeOfEach(scope, removal, null);
  }
  await endTask(scope, { id: taskId, error: null });
}

async function removeOfEach(
  scope: Scope,
  { mediaIds, signal }: Removal,
  task: Pick<TrackedTask, 'report'> | null,
): Promise<void> {
  const namespaceId = scope.namespace.id;
  for (const [index, mediaId] of mediaIds.entries()) {
    signal.throwIfAborted();
    const dying = await scope.db.prisma.blob.findMany({
      where: { namespaceId, state: 'dying', versions: { some: { mediaId } } },
      select: { id: true },
    });
    for (const { id } of dying) await removeDyingBlob(scope, id);
    await scope.db.prisma.media.updateMany({
      where: { namespaceId, id: mediaId, purgeStartedAt: { not: null }, purgedAt: null },
      data: { purgedAt: scope.now(), currentVersionId: null },
    });
    task?.report({ done: index + 1, total: mediaIds.length });
  }
}
