import type { Task } from '@vitrine/schema';
import { can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { presentTask } from './present-task.ts';

const MOST = 100;

/** The newest tasks: one's own, for an admin everybody's. */
export async function listTasks(scope: Scope): Promise<Task[]> {
  const { actor, namespace } = scope;
  const seesAll = can(actor, 'task.read', { ownerId: null });
  if (!seesAll && actor.userId === null) return [];
  const rows = await scope.db.prisma.task.findMany({
    where: { namespaceId: namespace.id, ...(!seesAll && { userId: actor.userId }) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST,
  });
  return rows.map(presentTask);
}
