import type { Task } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import { can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { presentTask } from './present-task.ts';

/** @throws MediaError `not-found`, also for a task of somebody else. */
export async function getTask(scope: Scope, input: { id: string }): Promise<Task> {
  const row = await scope.db.prisma.task.findFirst({
    where: { id: input.id, namespaceId: scope.namespace.id },
  });
  if (!row || !can(scope.actor, 'task.read', { ownerId: row.userId })) {
    throw new MediaError('not-found', { id: input.id });
  }
  return presentTask(row);
}
