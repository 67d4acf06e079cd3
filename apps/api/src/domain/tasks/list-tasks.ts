import type { Task } from '@vitrine/schema';
import { authorize, can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { presentTask } from './present-task.ts';

const MAX_TASKS = 100;

/** One's own tasks, an admin's those of everybody, newest first. */
export async function listTasks(scope: Scope): Promise<Task[]> {
  authorize(scope.actor, 'task.list');
  const seesAll = can(scope.actor, 'task.read', { ownerId: null });
  if (!seesAll && scope.actor.userId === null) return [];
  const rows = await scope.db.prisma.task.findMany({
    where: { namespaceId: scope.namespace.id, ...(!seesAll && { userId: scope.actor.userId }) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MAX_TASKS,
  });
  return rows.map(presentTask);
}
