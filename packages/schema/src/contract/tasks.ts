import * as z from 'zod';
import { TaskId } from '../ids.ts';
import { Task, TaskOutcomes, TaskOutcomesInput } from '../tasks.ts';
import { mutation, query } from './procedure.ts';

const One = z.strictObject({ id: TaskId });

export const tasks = {
  get: query(One, Task),
  /** Newest first, at most 100. */
  list: query(z.strictObject({}), z.array(Task)),
  cancel: mutation(One, Task),
  /** File by file what became of bulk work, in the order of their ids. Kept for 30 days. */
  outcomes: query(TaskOutcomesInput, TaskOutcomes),
  /** Does again what failed of bulk work, and what a cancelled one had not done. */
  retry: mutation(One, Task),
  /** Takes bulk work back, file by file: those that were changed since keep that. @returns the task that does it. */
  undo: mutation(One, Task),
};
