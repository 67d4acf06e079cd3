import type { Scope } from '../scope.ts';
import { cleanupUnusedJob } from './describe-cleanup.ts';

/** Whether no clean-up of unused files has ended in this namespace yet: then the next one only reports. */
export async function isFirstUnusedRun(scope: Scope): Promise<boolean> {
  const ended = await scope.db.prisma.task.findFirst({
    where: { namespaceId: scope.namespace.id, kind: cleanupUnusedJob.name, state: 'done' },
    select: { id: true },
  });
  return ended === null;
}
