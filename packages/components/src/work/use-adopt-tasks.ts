'use client';

import { useCallback, useContext, useEffect, useRef } from 'react';
import { useKit } from '../provider/use-kit.ts';
import { WorkContext } from './work-context.ts';
import { beginWork, type Deed } from './work-store.ts';

const deeds: Readonly<Record<string, Deed>> = {
  'bulk-update': 'update',
  'bulk-delete': 'delete',
  'bulk-restore': 'restore',
  'bulk-undo': 'undo',
  'bulk-merge': 'merge',
  'end-tags': 'retag',
  'refresh-index': 'reindex',
};

/** Looks for tasks under way that are not told of yet, and tells of them: long work that a change of tags began says so
 *  in no answer. */
export function useAdopt(): () => Promise<void> {
  const { client } = useKit();
  const store = useContext(WorkContext);
  return useCallback(async () => {
    if (!store) return;
    // Who may not list tasks has begun none; and what cannot be asked for now goes on without being told of.
    const tasks = await client.trpc.tasks.list.query({}).catch(() => []);
    for (const { id: taskId, kind, state, done, total } of tasks) {
      const deed = deeds[kind];
      const isKnown = store.getState().works.some((work) => work.taskId === taskId);
      if (!deed || isKnown || (state !== 'queued' && state !== 'running')) continue;
      store.getState().add(beginWork({ deed, taskId, done, total: total ?? 0 }));
    }
  }, [client, store]);
}

/** Takes up the telling of work that went on while the page was not open. */
export function useAdoptTasks(): void {
  const adopt = useAdopt();
  const isAsked = useRef(false);
  useEffect(() => {
    // Once: what is begun from here is told of anyway.
    if (isAsked.current) return;
    isAsked.current = true;
    void adopt();
  }, [adopt]);
}
