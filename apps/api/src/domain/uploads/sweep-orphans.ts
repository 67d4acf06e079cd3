import { type ObjectPurpose, parseObjectKey, purposeOf } from '../../storage/object-keys.ts';
import type { Services } from '../scope.ts';
import { agreeOnStorage } from '../storage/agree-on-storage.ts';
import { compareStorageMark } from '../storage/compare-storage-mark.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Longer than any request: an object younger than this may be about to get its row. What nobody can make again is kept
 * for a month more: a database that was restored from a backup does not know what came after it. No row ever points at
 * the ledger, which outlives the database.
 */
const graceMs: Record<ObjectPurpose, number> = {
  quarantine: dayMs,
  rendition: dayMs,
  original: 31 * dayMs,
  ledger: Number.POSITIVE_INFINITY,
};
const batchSize = 200;

/**
 * Removes objects that no row points at: what a crash left between bytes and rows. Only where the storage is that of this
 * database, and only what came before the two agreed the last time: of anything later it may know nothing. Those of
 * namespaces that it does not know are somebody else's.
 * @returns how many.
 */
export async function sweepOrphans(services: Services, signal?: AbortSignal): Promise<number> {
  const agreedAt = await agreeOnStorage(services);
  if (agreedAt === null) return 0;
  const now = Math.min(services.now().getTime(), agreedAt.getTime());
  let removed = 0;
  let batch: string[] = [];
  const flush = async () => {
    signal?.throwIfAborted();
    const orphans = await findOrphans(services, batch);
    batch = [];
    if (orphans.length === 0 || (await compareStorageMark(services)).state !== 'same') return;
    for (const key of orphans) {
      await services.storage.delete(parseObjectKey(key));
      removed++;
    }
  };
  for await (const { key, modifiedAt } of services.storage.list('')) {
    if (now - modifiedAt.getTime() < graceMs[purposeOf(key)]) continue;
    if (batch.push(key) === batchSize) await flush();
  }
  if (batch.length > 0) await flush();
  return removed;
}

async function findOrphans(services: Services, keys: readonly string[]): Promise<string[]> {
  const { rows } = await services.db.pool.query<{ key: string }>(
    `select key from unnest($1::text[]) key
     where exists (select from namespace n where n.id = split_part(key, '/', 1)::uuid)
       and not exists (select from blob b where b.storage_key = key and b.state <> 'dead')
       and not exists (select from rendition r where r.storage_key = key)
       and not exists (select from upload u where u.state in ('open', 'finishing')
         and (u.quarantine_key = split_part(key, '/', 1) || '/quarantine/' || split_part(key, '/', 3)
              or u.id = split_part(key, '/', 3)::uuid))`,
    [keys],
  );
  return rows.map(({ key }) => key);
}
