import { transaction } from '../../db/transaction.ts';
import type { Scope } from '../scope.ts';

const everyMs = 400;

/** The task was cancelled while it ran. */
export class TaskCancelled extends Error {
  override name = 'TaskCancelled';
}

export interface TrackedTask extends AsyncDisposable {
  /** Aborted with TaskCancelled when somebody cancels, or with the reason of `signal`. */
  signal: AbortSignal;
  /** Is written, and told to whoever listens, a few times a second at most. */
  report(progress: { done: number; total: number | null }): void;
}

/**
 * Marks a task as running, tells how far it is and hears when it is cancelled, until it is disposed of. Also one that
 * has ended, or that somebody else ends meanwhile: an archive may be fetched twice.
 * @throws TaskCancelled where it was cancelled before it began.
 */
export async function trackTask(
  scope: Scope,
  { id, signal }: { id: string; signal: AbortSignal },
): Promise<TrackedTask> {
  const cancelled = new AbortController();
  let reported: { done: number; total: number | null } = { done: 0, total: null };
  let written = '';

  async function write(): Promise<void> {
    const now = JSON.stringify(reported);
    const isNews = now !== written;
    written = now;
    const isRunning = await transaction(scope, async (tx) => {
      const { count } = await tx.task.updateMany({
        where: { id, namespaceId: scope.namespace.id, state: { not: 'cancelled' } },
        data: { state: 'running', error: null, finishedAt: null, ...reported, updatedAt: scope.now() },
      });
      if (count > 0 && isNews) {
        const event = { id: scope.newId(), namespaceId: scope.namespace.id, requestId: scope.requestId };
        await tx.outboxEvent.create({ data: { ...event, type: 'task.changed', entityIds: [id] } });
      }
      return count > 0;
    });
    if (!isRunning) cancelled.abort(new TaskCancelled('The task was cancelled.'));
  }

  await write();
  cancelled.signal.throwIfAborted();
  let writing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    writing = writing.then(write).catch((error: unknown) => {
      scope.log.warn({ err: error, taskId: id }, 'the progress of a task could not be written');
    });
  }, everyMs);
  return {
    signal: AbortSignal.any([signal, cancelled.signal]),
    report(progress) {
      reported = progress;
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await writing;
      if (!cancelled.signal.aborted) await write();
    },
  };
}
