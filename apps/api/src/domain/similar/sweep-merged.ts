import { transaction } from '../../db/transaction.ts';
import { deleteMediaIn } from '../media/delete-media.ts';
import { loadNamespace } from '../namespaces/load-namespace.ts';
import { type Services, systemScope } from '../scope.ts';

const BATCH_SIZE = 100;

interface Row {
  id: string;
  namespace_id: string;
}

/** Moves merged files to the trash that no content names any more. Archived namespaces are left alone. @returns how many. */
export async function sweepMerged(
  services: Services,
  requestId: string,
  signal?: AbortSignal,
): Promise<number> {
  let swept = 0;
  let last: string | null = null;
  while (!signal?.aborted) {
    const { rows }: { rows: Row[] } = await services.db.pool.query<Row>(
      `select m.id, m.namespace_id from media m
       join namespace n on n.id = m.namespace_id and n.archived_at is null
       where m.merged_at is not null and m.deleted_at is null and ($1::uuid is null or m.id > $1::uuid)
         and not exists (select from reference r where r.namespace_id = m.namespace_id and r.media_id = m.id)
       order by m.id limit $2`,
      [last, BATCH_SIZE],
    );
    for (const [namespaceId, files] of Map.groupBy(rows, (row) => row.namespace_id)) {
      const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
      const ids = files.map(({ id }) => id);
      // Whoever began to use one of them until then is seen, and keeps it.
      const { succeeded } = await transaction(scope, (tx) => deleteMediaIn(tx, scope, { ids }));
      swept += succeeded.length;
    }
    last = rows.at(-1)?.id ?? null;
    if (rows.length < BATCH_SIZE) break;
  }
  return swept;
}
