import type { AccessLevel } from '@vitrine/schema';
import { can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';

const statement = {
  name: 'media-levels',
  text: `select media_id as id, access_level as "accessLevel", uploaded_by as "ownerId" from media_index
    where namespace_id = $1 and media_id = any ($2::uuid[])`,
};

/** Those of the ids of files, in the trash or not, whose level lets the actor know of them. */
export async function findVisibleIds(scope: Scope, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0 || can(scope.actor, 'media.read', { accessLevel: 'private' })) return new Set(ids);
  const { rows } = await scope.db.pool.query<{
    id: string;
    accessLevel: AccessLevel;
    ownerId: string | null;
  }>({
    ...statement,
    values: [scope.namespace.id, [...new Set(ids)]],
  });
  return new Set(rows.filter((row) => can(scope.actor, 'media.read', row)).map(({ id }) => id));
}
