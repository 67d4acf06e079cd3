import type pg from 'pg';
import { hashObject } from '../storage/hash-object.ts';
import { parseObjectKey, purposeOf } from '../storage/object-keys.ts';
import type { StorageDriver, StoredObject } from '../storage/storage-driver.ts';

interface ObjectRow {
  key: string;
  size_bytes: string;
  /** Null where nobody wrote it down, as of renditions. */
  sha256: string | null;
}

export interface ObjectFaults {
  /** Objects that rows need and that are not there. */
  missing: string[];
  /** Objects of another size, or other bytes, than their rows say. */
  changed: string[];
  /** Objects that no row points at: what a crash left for the sweeper, and nothing else. */
  orphans: string[];
}

/**
 * Holds the storage against the rows: every active blob and every rendition of one has its object, with that size and
 * those bytes, and every object has a row. Ask it while nothing is under way.
 * @param scope.namespaceId of one namespace only.
 */
export async function findObjectFaults(
  { pool, storage }: { pool: Pick<pg.Pool, 'query'>; storage: StorageDriver },
  { namespaceId }: { namespaceId?: string } = {},
): Promise<ObjectFaults> {
  const { rows: needed } = await pool.query<ObjectRow>(
    `select b.storage_key as key, b.size_bytes, b.sha256 from blob b
     where b.state = 'active' and ($1::uuid is null or b.namespace_id = $1)
     union all
     select r.storage_key, r.size_bytes, null from rendition r join blob b on b.id = r.blob_id and b.state = 'active'
     where $1::uuid is null or r.namespace_id = $1`,
    [namespaceId ?? null],
  );
  const { rows: explained } = await pool.query<{ key: string }>(
    `select storage_key as key from blob where state = 'dying' and ($1::uuid is null or namespace_id = $1)
     union all
     select r.storage_key from rendition r join blob b on b.id = r.blob_id and b.state = 'dying'
     where $1::uuid is null or r.namespace_id = $1
     union all
     select k.key from upload u cross join lateral (values (u.quarantine_key),
       (u.namespace_id || '/quarantine/' || u.id), (replace(u.quarantine_key, '/quarantine/', '/original/'))) k (key)
     where u.state in ('open', 'finishing') and ($1::uuid is null or u.namespace_id = $1)`,
    [namespaceId ?? null],
  );
  const stored = new Map<string, StoredObject>();
  for await (const object of storage.list(namespaceId === undefined ? '' : `${namespaceId}/`)) {
    stored.set(object.key, object);
  }
  const missing: string[] = [];
  const changed: string[] = [];
  for (const row of needed) {
    const object = stored.get(row.key);
    stored.delete(row.key);
    if (!object?.isFinished) missing.push(row.key);
    else if (!(await isSame(storage, row, object))) changed.push(row.key);
  }
  for (const { key } of explained) stored.delete(key);
  // Who was erased is written down beside the database, so that it outlives it.
  const orphans = [...stored.keys()].filter((key) => purposeOf(parseObjectKey(key)) !== 'ledger');
  return { missing, changed, orphans };
}

async function isSame(storage: StorageDriver, row: ObjectRow, object: StoredObject): Promise<boolean> {
  if (object.sizeBytes !== Number(row.size_bytes)) return false;
  return row.sha256 === null || (await hashObject(storage, object.key)).sha256 === row.sha256;
}
