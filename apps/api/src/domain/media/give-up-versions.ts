import type { Transaction } from '../../db/transaction.ts';
import type { Scope } from '../scope.ts';
import { moveLedger } from '../uploads/move-ledger.ts';

/**
 * Empties versions and lets go of their blobs; those that no other version holds begin to die, and the ledger forgets
 * them. Nothing of a dying blob is served. Queue `removeBytesJob` in the same transaction: only it takes the objects.
 * @throws MediaError `conflict` by the foreign key where a version is the current one of a file that is not purged.
 */
export async function giveUpVersions(
  tx: Transaction,
  scope: Scope,
  versionIds: readonly string[],
): Promise<void> {
  if (versionIds.length === 0) return;
  const namespaceId = scope.namespace.id;
  const emptied = await tx.$queryRaw<{ blob_id: string }[]>`
    update media_version set
      needs_active_blob = null, metadata = '{}', private_metadata = '{}', placeholder = null, palette = null, extracted_text = null,
      phash = null, note = '', original_filename = '', created_by = null
    where namespace_id = ${namespaceId}::uuid and id = any (${[...versionIds]}::uuid[])
    returning blob_id`;
  const blobIds = [...new Set(emptied.map(({ blob_id }) => blob_id))];
  // Whoever is giving one of them to a new version holds its row: wait for them, then look again.
  await tx.$queryRaw`
    select id from blob where namespace_id = ${namespaceId}::uuid and id = any (${blobIds}::uuid[]) order by id for update`;
  const dying = await tx.$queryRaw<{ size_bytes: bigint }[]>`
    update blob b set state = 'dying', updated_at = ${scope.now()}
    where b.namespace_id = ${namespaceId}::uuid and b.id = any (${blobIds}::uuid[]) and b.state = 'active'
      and not exists (
        select from media_version v
        where v.namespace_id = b.namespace_id and v.blob_id = b.id and v.needs_active_blob)
    returning size_bytes`;
  const freedBytes = dying.reduce((sum, { size_bytes }) => sum + Number(size_bytes), 0);
  await moveLedger(tx, namespaceId, { usedBytes: -freedBytes, reservedBytes: 0 });
}
