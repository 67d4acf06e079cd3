import type { Task, TaskId } from '@vitrine/schema';

interface TaskRow {
  id: string;
  kind: string;
  state: string;
  done: number;
  total: number | null;
  error: string | null;
  report: unknown;
  /** null: nothing to take back; `{}`: can be; `{ by }`: was. */
  undo: unknown;
  createdAt: Date;
  updatedAt: Date;
}

const isOver = (state: string) => state !== 'queued' && state !== 'running';

export function presentTask(row: TaskRow): Task {
  const undo = row.undo as { by?: TaskId } | null;
  return {
    id: row.id as TaskId,
    kind: row.kind,
    state: row.state as Task['state'],
    done: row.done,
    total: row.total,
    error: row.error,
    report: row.report as Task['report'],
    canUndo: isOver(row.state) && undo !== null && undo.by === undefined,
    undoneBy: undo?.by ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
