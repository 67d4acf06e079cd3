import { transaction } from '../../db/transaction.ts';
import { deleteMedia } from '../media/delete-media.ts';
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
  let expired = 0;
  for (;;) {
    signal.throwIfAborted();
    const { rows } = await services.db.pool.query<{ id: string; namespace_id: string; keep: boolean }>(
      `select m.id, m.namespace_id, m.keep from media m
       join namespace n on n.id = m.namespace_id and n.archived_at is null
       where m.review_expires_at <= $1 and m.deleted_at is null order by m.review_expires_at, m.id limit $2`,
      [services.now(), batchSize],
    );
    for (const [namespaceId, files] of Map.groupBy(rows, (row) => row.namespace_id)) {
      const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
      const going = files.filter(({ keep }) => !keep).map(({ id }) => id);
      const { succeeded } = await deleteMedia(scope, { ids: going, reason });
      expired += succeeded.length;
      await transaction(scope, (tx) =>
        tx.media.updateMany({
          where: { namespaceId, id: { in: files.map(({ id }) => id) } },
          data: { reviewExpiresAt: null },
        }),
      );
    }
    if (rows.length < batchSize) return expired;
  }
}
