import { transaction } from '../../db/transaction.ts';
import { deleteMediaIn } from '../media/delete-media.ts';
import { loadNamespace } from '../namespaces/load-namespace.ts';
import { type Services, systemScope } from '../scope.ts';

const BATCH_SIZE = 100;

/**
 * Moves temporary uploads whose time is over to the trash, where retention takes them. One that is kept, lies in a
 * collection or is used after all becomes a lasting file instead.
 */
export async function sweepTemporary(
  services: Services,
  requestId: string,
  signal?: AbortSignal,
): Promise<{ trashed: number; kept: number }> {
  const { pool } = services.db;
  const now = services.now();
  const { rowCount: kept } = await pool.query(
    `update media m set temporary_until = null
     where m.temporary_until < $1 and m.deleted_at is null and (
       m.keep
       or exists (select from collection_item i where i.namespace_id = m.namespace_id and i.media_id = m.id)
       or exists (select from reference r where r.namespace_id = m.namespace_id and r.media_id = m.id)
       or exists (select from media o where o.namespace_id = m.namespace_id and o.replaced_by = m.id))`,
    [now],
  );
  let trashed = 0;
  while (!signal?.aborted) {
    const { rows } = await pool.query<{ id: string; namespace_id: string }>(
      `select m.id, m.namespace_id from media m
       join namespace n on n.id = m.namespace_id and n.archived_at is null
       where m.temporary_until < $1 and m.deleted_at is null
       order by m.temporary_until limit $2`,
      [now, BATCH_SIZE],
    );
    const before = trashed;
    for (const [namespaceId, files] of Map.groupBy(rows, (row) => row.namespace_id)) {
      const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
      const ids = files.map(({ id }) => id);
      // The first use clears the time in the same transaction that makes this refuse.
      const { succeeded } = await transaction(scope, async (tx) => {
        const due = await tx.$queryRaw<{ id: string }[]>`
          select id from media where id = any (${ids}::uuid[]) and temporary_until < ${now} and deleted_at is null
          order by id for update`;
        return deleteMediaIn(tx, scope, { ids: due.map(({ id }) => id) });
      });
      trashed += succeeded.length;
    }
    if (rows.length < BATCH_SIZE || trashed === before) break;
  }
  return { trashed, kept: kept ?? 0 };
}
