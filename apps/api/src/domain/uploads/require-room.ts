import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';

/**
 * Refuses early what would not fit in the end, before its bytes are sent.
 * @returns whether the namespace has a limit at all: only then room has to be held.
 * @throws MediaError 'quota.exceeded'.
 */
export async function requireRoom(scope: Scope, sizeBytes: number): Promise<{ isLimited: boolean }> {
  const { rows } = await scope.db.pool.query<{ is_limited: boolean; is_full: boolean | null }>(
    `select n.quota_bytes is not null as is_limited,
            n.quota_bytes < u.used_bytes + u.reserved_bytes + $2::bigint as is_full
     from namespace n join namespace_usage u on u.namespace_id = n.id
     where n.id = $1`,
    [scope.namespace.id, sizeBytes],
  );
  if (rows[0]?.is_full) throw new MediaError('quota.exceeded');
  return { isLimited: rows[0]?.is_limited ?? false };
}
