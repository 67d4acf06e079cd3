import { findMediaRows } from '../../search-index/find-media-rows.ts';
import type { MediaRow } from '../../search-index/media-row.ts';
import { can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';

/** What the rules need to know of a file. */
export const resourceOf = (row: Pick<MediaRow, 'access_level' | 'uploaded_by' | 'deleted_at'>) => ({
  accessLevel: row.access_level as 'public' | 'members' | 'staff' | 'private',
  ownerId: row.uploaded_by,
  isTrashed: row.deleted_at !== null,
});

/** Those of the ids that are files of this namespace and that the actor may see, in the order asked for. */
export async function findMedia(scope: Scope, ids: readonly string[]): Promise<MediaRow[]> {
  const rows = await findMediaRows(scope.db, scope.namespace.id, [...new Set(ids)]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...new Set(ids)].flatMap((id) => {
    const row = byId.get(id);
    return row && can(scope.actor, 'media.read', resourceOf(row)) ? [row] : [];
  });
}
