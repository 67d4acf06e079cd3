import { AccessLevel } from '@vitrine/schema';
import type { Transaction } from '../../db/transaction.ts';
import { can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';

/**
 * The oldest file of the library that shows these bytes and that this actor may see, locked. A file that the actor may not
 * see is no duplicate to them: the answer must not tell that it exists.
 */
export async function findDuplicate(tx: Transaction, scope: Scope, blobId: string): Promise<string | null> {
  const files = await tx.$queryRaw<{ id: string; access_level: string; uploaded_by: string | null }[]>`
    select m.id, m.access_level, m.uploaded_by
    from media_version v
    join media m on m.namespace_id = v.namespace_id and m.id = v.media_id and m.current_version_id = v.id
    where v.namespace_id = ${scope.namespace.id}::uuid and v.blob_id = ${blobId}::uuid and m.deleted_at is null
      and m.merged_at is null
    order by m.created_at, m.id
    limit 100`;
  const seen = files.find((file) =>
    can(scope.actor, 'media.read', {
      accessLevel: AccessLevel.parse(file.access_level),
      ownerId: file.uploaded_by,
      isTrashed: false,
    }),
  );
  if (!seen) return null;
  // Whoever is moving it to the trash is waited for, and so are we from here on: it stays the file that was found.
  const [held] = await tx.$queryRaw<unknown[]>`
    select from media where id = ${seen.id}::uuid and deleted_at is null and merged_at is null for no key update`;
  return held ? seen.id : null;
}
