import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';

/**
 * Refuses early what would not fit in the end, before its bytes are sent. What counts is booked when they are there.
 * @throws MediaError 'quota.exceeded'.
 */
export async function requireRoom(scope: Scope, sizeBytes: number): Promise<void> {
  const { rowCount } = await scope.db.pool.query(
    `select from namespace n join namespace_usage u on u.namespace_id = n.id
     where n.id = $1 and n.quota_bytes < u.used_bytes + u.reserved_bytes + $2::bigint`,
    [scope.namespace.id, sizeBytes],
  );
  if (rowCount) throw new MediaError('quota.exceeded');
}
