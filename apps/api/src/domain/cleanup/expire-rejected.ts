import { transaction } from '../../db/transaction.ts';
import { deleteMediaIn } from '../media/delete-media.ts';
import { loadNamespace } from '../namespaces/load-namespace.ts';
import { type Services, systemScope } from '../scope.ts';

const batchSize = 200;
const reason = 'It was rejected, and its time was over.';

/**
 * Moves to the trash what was rejected long enough ago. One that is kept, or that content has come to use, stays and is
 * not looked at again. Archived namespaces are left alone.
 * @returns how many went.
 */
export async function expireRejected(
  services: Services,
  requestId: string,
  signal: AbortSignal,
): Promise<number> {
  const now = services.now();
  let expired = 0;
  for (;;) {
    signal.throwIfAborted();
    const { rows } = await services.db.pool.query<{ id: string; namespace_id: string }>(
      `select m.id, m.namespace_id from media m
       join namespace n on n.id = m.namespace_id and n.archived_at is null
       where m.review_expires_at <= $1 and m.deleted_at is null order by m.review_expires_at, m.id limit $2`,
      [now, batchSize],
    );
    for (const [namespaceId, files] of Map.groupBy(rows, (row) => row.namespace_id)) {
      const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
      expired += await transaction(scope, async (tx) => {
        // Approved since that look, it is no longer to go.
        const due = await tx.$queryRaw<{ id: string; keep: boolean }[]>`
          select id, keep from media where id = any (${files.map(({ id }) => id)}::uuid[])
            and review_expires_at <= ${now} and deleted_at is null order by id for update`;
        const going = due.filter(({ keep }) => !keep).map(({ id }) => id);
        const { succeeded } = await deleteMediaIn(tx, scope, { ids: going, reason });
        await tx.media.updateMany({
          where: { namespaceId, id: { in: due.map(({ id }) => id) } },
          data: { reviewExpiresAt: null },
        });
        return succeeded.length;
      });
    }
    if (rows.length < batchSize) return expired;
  }
}
