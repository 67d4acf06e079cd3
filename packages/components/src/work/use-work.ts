'use client';

import type { BulkOutcome, MediaFile, MediaId, Task } from '@vitrine/schema';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { toKitError } from '../provider/kit-error.ts';
import { useKit } from '../provider/use-kit.ts';
import { describeFailures, describeWork } from './describe-work.ts';
import { useRefresh } from './use-refresh.ts';
import { useWorkStore } from './work-context.ts';
import { beginWork, type Deed, type Failure, type Work } from './work-store.ts';

export interface WorkOptions {
  deed: Deed;
  total: number;
  what?: string;
  known?: readonly MediaFile[];
}

export interface PartOutcome {
  succeeded: readonly MediaId[];
  failed: readonly Failure[];
}

/** What the server takes in one call. */
const PART = 500;

export interface Worker {
  /** Has the server do something; a notice tells how far it is and what became of it. @returns null where it broke. */
  run(options: WorkOptions, call: () => Promise<BulkOutcome>): Promise<BulkOutcome | null>;
  /** The same for calls that take few files at a time: part after part, until it is cancelled. */
  runInParts(
    options: WorkOptions,
    ids: readonly MediaId[],
    call: (ids: MediaId[]) => Promise<PartOutcome>,
  ): Promise<PartOutcome>;
  undo(work: Work): Promise<void>;
  cancel(work: Work): Promise<void>;
  /** Does again what failed, and what was left. */
  retry(work: Work): Promise<void>;
}

/** Bulk work, and its way back. */
export function useWork(): Worker {
  const store = useWorkStore();
  const { client } = useKit();
  const refresh = useRefresh();
  const tell = useTellWork();
  const { tasks } = client.trpc;

  const fail = (id: string, error: unknown) => {
    const change = { state: 'failed', error: toKitError(error).message } as const;
    store.getState().patch(id, change);
    tell(id);
  };
  /** The rest is told by the task itself. */
  const follow = (id: string, task: Task) =>
    store.getState().patch(id, { taskId: task.id, state: 'running', done: task.done, error: null });

  return {
    async run(options, call) {
      const work = beginWork(options);
      const { add, patch } = store.getState();
      add(work);
      try {
        const outcome = await call();
        const { taskId, total, isDone, failed } = outcome;
        if (!isDone) patch(work.id, { taskId, total });
        else {
          patch(work.id, {
            state: 'done',
            taskId,
            total,
            done: total,
            failed: failed.length,
            failures: failed,
            canUndo: taskId !== null,
          });
          tell(work.id);
        }
        await refresh();
        return outcome;
      } catch (error) {
        fail(work.id, error);
        return null;
      }
    },
    async runInParts(options, ids, call) {
      let isCancelled = false;
      const cancel = () => {
        isCancelled = true;
      };
      const work = beginWork({ ...options, ...(ids.length > PART && { cancel }) });
      const { add, patch } = store.getState();
      const succeeded: MediaId[] = [];
      const failed: Failure[] = [];
      add(work);
      try {
        for (let from = 0; from < ids.length && !isCancelled; from += PART) {
          const outcome = await call(ids.slice(from, from + PART));
          succeeded.push(...outcome.succeeded);
          failed.push(...outcome.failed);
          const done = succeeded.length + failed.length;
          patch(work.id, { done, failed: failed.length, failures: [...failed] });
        }
        patch(work.id, { state: isCancelled ? 'cancelled' : 'done' });
        tell(work.id);
      } catch (error) {
        fail(work.id, error);
      }
      await refresh();
      return { succeeded, failed };
    },
    async undo(work) {
      const { patch, add } = store.getState();
      patch(work.id, { canUndo: false });
      try {
        if (work.undo) {
          await work.undo();
          return;
        }
        if (work.taskId === null) return;
        const task = await tasks.undo.mutate({ id: work.taskId });
        add(beginWork({ deed: 'undo', total: task.total ?? 0, taskId: task.id, known: work.known }));
      } catch (error) {
        fail(work.id, error);
      }
    },
    async cancel(work) {
      try {
        work.cancel?.();
        if (work.taskId !== null) await tasks.cancel.mutate({ id: work.taskId });
      } catch (error) {
        fail(work.id, error);
      }
    },
    async retry(work) {
      if (work.taskId === null) return;
      try {
        follow(work.id, await tasks.retry.mutate({ id: work.taskId }));
      } catch (error) {
        fail(work.id, error);
      }
    },
  };
}

/** Says to screen readers what became of work. */
export function useTellWork(): (id: string) => void {
  const store = useWorkStore();
  const m = useWorkMessages();
  const format = useFormat();
  const announce = useAnnounce();
  return (id) => {
    const work = store.getState().works.find((one) => one.id === id);
    if (!work) return;
    const failures = describeFailures(work, m, format);
    announce(
      failures === '' ? describeWork(work, m, format) : `${describeWork(work, m, format)}. ${failures}.`,
    );
  };
}
