import type { Database } from '../../db/open-database.ts';
import type { KnownObject } from '../../storage/move-storage.ts';
import { type ObjectKey, parseObjectKey } from '../../storage/object-keys.ts';

/** What the rows of blobs and renditions say about these objects; those without a row are left out. */
export async function describeObjects(
  { pool }: Pick<Database, 'pool'>,
  keys: readonly ObjectKey[],
): Promise<Map<ObjectKey, KnownObject>> {
  const { rows } = await pool.query<{ key: string; sha256: string | null; mime_type: string }>(
    `select storage_key as key, sha256, mime_type from blob where storage_key = any($1)
     union all
     select storage_key, null, mime_type from rendition where storage_key = any($1)`,
    [keys],
  );
  return new Map(
    rows.map(({ key, sha256, mime_type }) => [parseObjectKey(key), { sha256, mimeType: mime_type }]),
  );
}
