import type { Scope } from '../scope.ts';
import { endTask } from '../tasks/end-task.ts';
import { TaskCancelled, type TrackedTask, trackTask } from '../tasks/track-task.ts';
import { joinDownloads } from './join-downloads.ts';

const brokenOff = 'The download broke off. The same link begins it anew.';

/**
 * Hands on what is written, part by part, and lets the task tell how far that is and how it ended: cancelling it ends
 * the download.
 */
export async function* followDownload<Part>(
  scope: Scope,
  taskId: string,
  write: (task: TrackedTask) => AsyncIterable<Part>,
): AsyncGenerator<Part> {
  let isComplete = false;
  const leave = joinDownloads(taskId);
  try {
    await using task = await trackTask(scope, { id: taskId, signal: new AbortController().signal });
    for await (const part of write(task)) {
      task.signal.throwIfAborted();
      await requireNotCancelled(scope, taskId);
      yield part;
    }
    isComplete = true;
  } finally {
    const ending = leave(isComplete);
    // It keeps what it was asked for: by that the link is good until it expires.
    if (ending)
      await endTask(scope, { id: taskId, error: ending.isComplete ? null : brokenOff, keepsInput: true });
  }
}

/** A part is as long as a file: what was cancelled a moment ago sends not one more. */
async function requireNotCancelled(scope: Scope, id: string): Promise<void> {
  const row = await scope.db.prisma.task.findUnique({ where: { id }, select: { state: true } });
  if (row?.state === 'cancelled') throw new TaskCancelled('The task was cancelled.');
}
