import { type Transaction, transaction } from '../../db/transaction.ts';
import { deleteMediaIn } from '../media/delete-media.ts';
import { lockMedia } from '../media/lock-media.ts';
import { loadNamespace } from '../namespaces/load-namespace.ts';
import { recordChange } from '../record-change.ts';
import { type Scope, type Services, systemScope } from '../scope.ts';

const BATCH_SIZE = 100;

/**
 * Moves temporary uploads whose time is over to the trash, where retention takes them. One that is kept, lies in a
 * collection or is used after all becomes a lasting file instead. Archived namespaces are left alone.
 */
export async function sweepTemporary(
  services: Services,
  requestId: string,
  signal?: AbortSignal,
): Promise<{ trashed: number; kept: number }> {
  const now = services.now();
  const swept = { trashed: 0, kept: 0 };
  while (!signal?.aborted) {
    const { rows } = await services.db.pool.query<{ id: string; namespace_id: string }>(
      `select m.id, m.namespace_id from media m
       join namespace n on n.id = m.namespace_id and n.archived_at is null
       where m.temporary_until < $1 and m.deleted_at is null
       order by m.temporary_until limit $2`,
      [now, BATCH_SIZE],
    );
    const before = swept.trashed + swept.kept;
    for (const [namespaceId, files] of Map.groupBy(rows, (row) => row.namespace_id)) {
      const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
      const ids = files.map(({ id }) => id);
      const { trashed, kept } = await transaction(scope, (tx) => endTime(tx, scope, ids, now));
      swept.trashed += trashed;
      swept.kept += kept;
    }
    if (rows.length < BATCH_SIZE || swept.trashed + swept.kept === before) break;
  }
  return swept;
}

/** Looks again once they are locked: whoever wanted one of them until then has been waited for, and is seen. */
async function endTime(tx: Transaction, scope: Scope, ids: readonly string[], now: Date) {
  const locked = [...(await lockMedia(tx, scope, ids)).keys()];
  const due = await tx.$queryRaw<{ id: string; is_wanted: boolean }[]>`
    select m.id, m.keep
      or exists (select from collection_item i where i.namespace_id = m.namespace_id and i.media_id = m.id)
      or exists (select from reference r where r.namespace_id = m.namespace_id and r.media_id = m.id)
      or exists (select from media o where o.namespace_id = m.namespace_id and o.replaced_by = m.id) as is_wanted
    from media m
    where m.id = any (${locked}::uuid[]) and m.temporary_until < ${now} and m.deleted_at is null`;
  const { wanted = [], unwanted = [] } = Object.groupBy(due, (row) =>
    row.is_wanted ? 'wanted' : 'unwanted',
  );
  const kept = wanted.map(({ id }) => id);
  // Nothing that anybody sees of the file: it was not changed now.
  await tx.$executeRaw`
    update media set temporary_until = null where namespace_id = ${scope.namespace.id}::uuid and id = any (${kept}::uuid[])`;
  await recordChange(tx, scope, { action: 'media.kept', entity: 'media', ids: kept });
  const { succeeded } = await deleteMediaIn(tx, scope, { ids: unwanted.map(({ id }) => id) });
  return { trashed: succeeded.length, kept: kept.length };
}
