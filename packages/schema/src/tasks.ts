import * as z from 'zod';
import { TaskId } from './ids.ts';

export const TaskState = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);

/** What people see of long work. */
export const Task = z.object({
  id: TaskId,
  kind: z.string(),
  state: TaskState,
  done: z.int().nonnegative(),
  /** null while it is not known. */
  total: z.int().nonnegative().nullable(),
  error: z.string().nullable(),
  /** What a clean-up found or did, as it says itself; null where a task has none. */
  report: z.record(z.string(), z.unknown()).nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Task = z.infer<typeof Task>;
