import { toMediaError } from '../../errors/to-media-error.ts';
import { hashRecipe, recipesOf } from '../../processing/recipes.ts';
import type { Scope } from '../scope.ts';
import { endTask } from '../tasks/end-task.ts';
import { TaskCancelled, type TrackedTask, trackTask } from '../tasks/track-task.ts';
import { isPassing } from '../uploads/complete-upload.ts';
import { countOutdatedMedia, findOutdatedMedia } from './find-outdated-media.ts';
import { generateThumbnails } from './generate-thumbnails.ts';

const pageSize = 50;

/**
 * Makes the thumbnails of all files anew that have others than those configured, one after the other, so that uploads
 * find a decoder idle. Goes on where it was where it is run again. A file that can't be read any more keeps what it has.
 * @throws what may pass, such as a storage that does not answer, unless this is the last attempt.
 */
export async function backFillThumbnails(
  scope: Scope,
  { taskId, signal, isLastAttempt }: { taskId: string; signal: AbortSignal; isLastAttempt: boolean },
): Promise<void> {
  const where = { id: taskId, namespaceId: scope.namespace.id };
  const row = await scope.db.prisma.task.findFirst({ where });
  if (row?.state !== 'queued' && row?.state !== 'running') return;
  const recipes = recipesOf(scope.config.processing.presets);
  try {
    let failed: number;
    {
      await using task = await trackTask(scope, { id: taskId, signal });
      failed = await makeAll(scope, task, row.total ?? 0);
    }
    const outcomes = [{ recipes: hashRecipe(recipes), failed }];
    await scope.db.prisma.task.updateMany({ where, data: { outcomes } });
    await endTask(scope, { id: taskId, error: null });
  } catch (error) {
    if (error instanceof TaskCancelled) return;
    if (signal.aborted || !isLastAttempt) throw error;
    await endTask(scope, { id: taskId, error: toMediaError(error).message });
    throw error;
  }
}

/** @returns how many could not be read again. */
async function makeAll(scope: Scope, task: TrackedTask, announced: number): Promise<number> {
  const namespaceId = scope.namespace.id;
  const recipes = recipesOf(scope.config.processing.presets);
  const counted = await countOutdatedMedia(scope.db, recipes);
  const left = counted.find((entry) => entry.namespaceId === namespaceId)?.count ?? 0;
  const total = Math.max(announced, left);
  let done = total - left;
  let failed = 0;
  let afterId: string | null = null;
  task.report({ done, total });
  for (;;) {
    const ids: string[] = await findOutdatedMedia(scope.db, recipes, {
      namespaceId,
      afterId,
      limit: pageSize,
    });
    for (const mediaId of ids) {
      task.signal.throwIfAborted();
      if (!(await makeOne(scope, mediaId))) failed += 1;
      done += 1;
      task.report({ done, total: Math.max(total, done) });
    }
    if (ids.length < pageSize) {
      // Files of the same bytes were done along with the first of them.
      task.report({ done, total: done });
      return failed;
    }
    afterId = ids.at(-1) ?? null;
  }
}

/** False where the file can't be read. One that is gone meanwhile is nobody's failure. */
async function makeOne(scope: Scope, mediaId: string): Promise<boolean> {
  try {
    await generateThumbnails(scope, { mediaId });
    return true;
  } catch (error) {
    if (isPassing(error)) throw error;
    const { code } = toMediaError(error);
    scope.log.warn({ mediaId, code }, 'a file could not be read for new thumbnails');
    return code === 'not-found';
  }
}
