import { auditExportKind } from '../audit/begin-audit-export.ts';
import { loadNamespace } from '../namespaces/load-namespace.ts';
import { personExportKind } from '../privacy/begin-person-export.ts';
import { type Services, systemScope } from '../scope.ts';
import { endTask } from '../tasks/end-task.ts';
import { exportTaskKind } from './begin-export.ts';

const batchSize = 1000;
/** Links are good until a full quarter of an hour, and a download that goes on says so every moment. */
const graceSeconds = 3600;
const expired = 'The link expired before the archive was downloaded. Export again.';

/**
 * Ends exports whose link nobody can use any more: it was never fetched, or the process that packed them died.
 * @returns how many.
 */
export async function endExpiredExports(services: Services, requestId: string): Promise<number> {
  const lifeMs = (services.config.files.urlTtlSeconds + graceSeconds) * 1000;
  const rows = await services.db.prisma.task.findMany({
    where: {
      kind: { in: [exportTaskKind, personExportKind, auditExportKind] },
      state: { in: ['queued', 'running'] },
      updatedAt: { lt: new Date(services.now().getTime() - lifeMs) },
    },
    select: { id: true, namespaceId: true },
    take: batchSize,
  });
  for (const { id, namespaceId } of rows) {
    const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
    await endTask(scope, { id, error: expired });
  }
  return rows.length;
}
