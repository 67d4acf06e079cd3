import type { Task, TaskId } from '@vitrine/schema';

interface TaskRow {
  id: string;
  kind: string;
  state: string;
  done: number;
  total: number | null;
  error: string | null;
  report: unknown;
  createdAt: Date;
  updatedAt: Date;
}

export function presentTask(row: TaskRow): Task {
  return {
    id: row.id as TaskId,
    kind: row.kind,
    state: row.state as Task['state'],
    done: row.done,
    total: row.total,
    error: row.error,
    report: row.report as Task['report'],
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
