import type { Services } from '../scope.ts';

/** Long enough that the job which removes the bytes has ended, or been given up by the queue. */
const patienceMs = 60 * 60 * 1000;

/**
 * Ends purges whose bytes are gone although their own job was lost: sweeping removes the bytes of dying blobs too.
 * @returns how many.
 */
export async function endPurges({ db, now }: Pick<Services, 'db' | 'now'>): Promise<number> {
  const at = now();
  const { rowCount } = await db.pool.query(
    `update media m set purged_at = $1, current_version_id = null
     where m.purge_started_at < $2 and m.purged_at is null and not exists (
       select from media_version v join blob b on b.namespace_id = v.namespace_id and b.id = v.blob_id
       where v.namespace_id = m.namespace_id and v.media_id = m.id and b.state = 'dying')`,
    [at, new Date(at.getTime() - patienceMs)],
  );
  return rowCount ?? 0;
}
