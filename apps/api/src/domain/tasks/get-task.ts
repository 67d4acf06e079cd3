import type { Task } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import { can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { presentTask } from './present-task.ts';

/** @throws MediaError `not-found`, also for somebody else's task, unless an admin asks. */
export async function getTask(scope: Scope, { id }: { id: string }): Promise<Task> {
  const row = await scope.db.prisma.task.findFirst({ where: { id, namespaceId: scope.namespace.id } });
  if (!row || !can(scope.actor, 'task.read', { ownerId: row.userId }))
    throw new MediaError('not-found', { id });
  return presentTask(row);
}
