import * as z from 'zod';
import { MediaId, TaskId } from './ids.ts';

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
  /** What it did can be taken back, with `tasks.undo`. */
  canUndo: z.boolean(),
  /** The task that took it back. */
  undoneBy: TaskId.nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Task = z.infer<typeof Task>;

/** What became of one file of bulk work. */
export const TaskOutcome = z.object({
  id: MediaId,
  outcome: z.enum(['pending', 'done', 'failed']),
  /** Why it failed, as any error says it. */
  code: z.string().nullable(),
  message: z.string().nullable(),
});
export type TaskOutcome = z.infer<typeof TaskOutcome>;

export const TaskOutcomesInput = z.strictObject({
  id: TaskId,
  outcome: TaskOutcome.shape.outcome.optional(),
  /** The id of the last one of the page before. */
  after: MediaId.optional(),
  limit: z.int().min(1).max(500).default(100),
});
export const TaskOutcomes = z.object({
  items: z.array(TaskOutcome),
  counts: z.object({
    pending: z.int().nonnegative(),
    done: z.int().nonnegative(),
    failed: z.int().nonnegative(),
  }),
  nextAfter: MediaId.nullable(),
});
export type TaskOutcomes = z.infer<typeof TaskOutcomes>;
