'use client';

import { useEffect, useRef } from 'react';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { trpc } from '../provider/trpc.ts';
import { describeWork } from './describe-work.ts';
import { useRefresh } from './use-refresh.ts';
import { useTellWork } from './use-work.ts';
import { useWorkStore } from './work-context.ts';
import type { Work } from './work-store.ts';

/** Events tell how far a task is; this often it is asked all the same, in ms, should they not come through. */
const POLL_MS = 2000;

/** Keeps work as far as its task is, tells each quarter of it and its end. */
export function useFollowTask(work: Work): void {
  const store = useWorkStore();
  const m = useWorkMessages();
  const format = useFormat();
  const announce = useAnnounce();
  const refresh = useRefresh();
  const tell = useTellWork();
  const quarter = useRef(0);
  const { id, taskId } = work;
  const isRunning = work.state === 'running' && taskId !== null;
  const { data: task } = trpc.tasks.get.useQuery(
    { id: taskId as NonNullable<typeof taskId> },
    { enabled: isRunning, staleTime: 0, refetchInterval: isRunning ? POLL_MS : false },
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: only news of the task is news
  useEffect(() => {
    if (!task || !isRunning || task.id !== taskId) return;
    const { patch } = store.getState();
    const total = task.total ?? work.total;
    if (task.state === 'queued' || task.state === 'running') {
      patch(id, { done: task.done, total });
      const reached = Math.floor((4 * task.done) / Math.max(1, total));
      if (reached > quarter.current && reached < 4) {
        quarter.current = reached;
        announce(m.announceProgress(describeWork(work, m, format), format.percent(reached / 4)));
      }
      return;
    }
    const failed = task.report?.failed;
    const counted = typeof failed === 'number' ? failed : 0;
    const succeeded = task.report?.succeeded;
    const done = typeof succeeded === 'number' ? succeeded + counted : task.done;
    patch(id, {
      state: task.state,
      done,
      total,
      failed: counted,
      error: task.error,
      canUndo: task.canUndo,
    });
    tell(id);
    void refresh();
  }, [task?.state, task?.done, taskId, isRunning]);
}
