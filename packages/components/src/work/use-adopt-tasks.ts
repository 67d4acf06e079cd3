'use client';

import { useEffect, useState } from 'react';
import { trpc } from '../provider/trpc.ts';
import { useWorkStore } from './work-context.ts';
import { beginWork, type Deed } from './work-store.ts';

const deeds: Readonly<Record<string, Deed>> = {
  'bulk-update': 'update',
  'bulk-delete': 'delete',
  'bulk-restore': 'restore',
  'bulk-undo': 'undo',
};

/** Takes up the telling of work that went on while the page was not open. */
export function useAdoptTasks(): void {
  const store = useWorkStore();
  const [isAsked, setAsked] = useState(false);
  // Once: what is begun from here is told of anyway.
  const { data } = trpc.tasks.list.useQuery({}, { enabled: !isAsked, staleTime: 0 });
  useEffect(() => {
    if (!data || isAsked) return;
    setAsked(true);
    for (const { id: taskId, kind, state, done, total } of data) {
      const deed = deeds[kind];
      const isKnown = store.getState().works.some((work) => work.taskId === taskId);
      if (!deed || isKnown || (state !== 'queued' && state !== 'running')) continue;
      store.getState().add(beginWork({ deed, taskId, done, total: total ?? 0 }));
    }
  }, [data, isAsked, store]);
}
