import type { Task } from '@vitrine/schema';
import type { Scope } from '../scope.ts';
import { findTask } from './find-task.ts';
import { presentTask } from './present-task.ts';

/** @throws MediaError `not-found`, also for a task of somebody else. */
export async function getTask(scope: Scope, input: { id: string }): Promise<Task> {
  return presentTask(await findTask(scope, input.id));
}
