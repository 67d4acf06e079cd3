import type { MediaFile, TaskId } from '@vitrine/schema';
import { createStore, type StoreApi } from 'zustand/vanilla';

export type Deed =
  | 'update'
  | 'delete'
  | 'restore'
  | 'purge'
  | 'undo'
  | 'review'
  | 'replace'
  | 'merge'
  /** Files lose tags that were merged or deleted. */
  | 'retag'
  /** Search learns files anew. */
  | 'reindex';

export interface Failure {
  id: string;
  code: string;
  message: string;
}

/** One thing that was done to many files, or is being done: what a person is told of it. */
export interface Work {
  id: string;
  deed: Deed;
  /** What exactly, in the person's own terms: the tags that were added. */
  what: string;
  state: 'running' | 'done' | 'cancelled' | 'failed';
  /** The task on the server that does it, or did. */
  taskId: TaskId | null;
  done: number;
  total: number;
  failed: number;
  /** Known at once where little was done; of a task they are asked for. */
  failures: readonly Failure[] | null;
  /** Files whose names and pictures are known. */
  known: readonly MediaFile[];
  /** Why all of it stopped. */
  error: string | null;
  canUndo: boolean;
  /** Takes back what is no task. */
  undo?: (() => Promise<void>) | undefined;
  /** Stops what is no task. */
  cancel?: (() => void) | undefined;
  /** Says in its own words what was done. */
  text?: string | undefined;
}

export interface WorkState {
  /** Oldest first. */
  works: readonly Work[];
  /** What has ended makes room for what is new. */
  add(work: Work): void;
  patch(id: string, change: Partial<Work>): void;
  remove(id: string): void;
}

export type WorkStore = StoreApi<WorkState>;

export function createWorkStore(): WorkStore {
  return createStore<WorkState>((set) => ({
    works: [],
    add: (work) =>
      set(({ works }) => ({ works: [...works.filter(({ state }) => state === 'running'), work] })),
    patch: (id, change) =>
      set(({ works }) => ({ works: works.map((work) => (work.id === id ? { ...work, ...change } : work)) })),
    remove: (id) => set(({ works }) => ({ works: works.filter((work) => work.id !== id) })),
  }));
}

let begun = 0;

/** Work that has just begun. */
export function beginWork(work: Pick<Work, 'deed' | 'total'> & Partial<Work>): Work {
  begun += 1;
  return {
    id: `work-${begun}`,
    what: '',
    state: 'running',
    taskId: null,
    done: 0,
    failed: 0,
    failures: null,
    known: [],
    error: null,
    canUndo: false,
    ...work,
  };
}
