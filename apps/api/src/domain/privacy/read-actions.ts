import type { PersonalRecords } from '@vitrine/schema';
import type { Scope } from '../scope.ts';

type Actions = PersonalRecords['actions'];

interface Cursor {
  createdAt: Date;
  id: string;
}

/** What a person did in a namespace, newest first. @returns where to go on; null at the end. */
export async function readActions(
  scope: Scope,
  { userId, limit, after }: { userId: string; limit: number; after?: Cursor | null },
): Promise<{ rows: Actions; next: Cursor | null }> {
  const rows = await scope.db.prisma.auditEntry.findMany({
    where: {
      namespaceId: scope.namespace.id,
      actorId: userId,
      ...(after && {
        OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }],
      }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  const last = rows.length < limit ? null : (rows.at(-1) ?? null);
  return {
    rows: rows.map(({ createdAt, action, entity, entityId, reason }) => ({
      at: createdAt.toISOString(),
      action,
      entity,
      entityId,
      reason,
    })),
    next: last && { createdAt: last.createdAt, id: last.id },
  };
}
