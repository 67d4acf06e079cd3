import * as z from 'zod';
import { TaskId } from '../ids.ts';
import { Task } from '../tasks.ts';
import { mutation, query } from './procedure.ts';

const One = z.strictObject({ id: TaskId });

export const tasks = {
  get: query(One, Task),
  /** Newest first, at most 100. */
  list: query(z.strictObject({}), z.array(Task)),
  cancel: mutation(One, Task),
};
