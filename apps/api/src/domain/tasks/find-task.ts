import type { Task as TaskRow } from '../../db/generated/client.ts';
import { MediaError } from '../../errors/media-error.ts';
import { can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';

/** @throws MediaError `not-found`, also for a task of somebody else. */
export async function findTask(scope: Scope, id: string): Promise<TaskRow> {
  const row = await scope.db.prisma.task.findFirst({ where: { id, namespaceId: scope.namespace.id } });
  if (!row || !can(scope.actor, 'task.read', { ownerId: row.userId }))
    throw new MediaError('not-found', { id });
  return row;
}
