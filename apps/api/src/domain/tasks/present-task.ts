import { type Task, TaskId, TaskState } from '@vitrine/schema';

interface TaskRow {
  id: string;
  kind: string;
  state: string;
  done: number;
  total: number | null;
  error: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export function presentTask(row: TaskRow): Task {
  return {
    id: TaskId.parse(row.id),
    kind: row.kind,
    state: TaskState.parse(row.state),
    done: row.done,
    total: row.total,
    error: row.error,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
