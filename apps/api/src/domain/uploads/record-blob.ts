import type { Transaction } from '../../db/transaction.ts';
import type { ObjectKey } from '../../storage/object-keys.ts';
import type { Scope } from '../scope.ts';

export interface BlobContent {
  sha256: string;
  sizeBytes: number;
}

/** The blob of these bytes in this namespace, as far as anyone can see now. */
export async function findActiveBlob(
  scope: Scope,
  { sha256, sizeBytes }: BlobContent,
): Promise<string | null> {
  const blob = await scope.db.prisma.blob.findFirst({
    select: { id: true },
    where: { namespaceId: scope.namespace.id, sha256, sizeBytes, state: 'active' },
  });
  return blob?.id ?? null;
}

/**
 * Makes the blob of these bytes, or holds on to the one that is there: of many uploads of the same bytes at once the
 * unique index lets one through, and the others wait here until it has committed.
 * @param place where the bytes lie; null where they were not put in place because a blob was seen before.
 * @returns null where that blob is gone: put the bytes in place and come again.
 */
export async function recordBlob(
  tx: Transaction,
  scope: Scope,
  content: BlobContent & { mimeType: string },
  place: ObjectKey | null,
): Promise<{ blobId: string; isNew: boolean } | null> {
  const namespaceId = scope.namespace.id;
  if (place !== null) {
    const [made] = await tx.$queryRaw<{ id: string }[]>`
      insert into blob (id, namespace_id, sha256, size_bytes, mime_type, storage_key, updated_at)
      values (${scope.newId()}::uuid, ${namespaceId}::uuid, ${content.sha256}, ${content.sizeBytes}::bigint,
              ${content.mimeType}, ${place}, now())
      on conflict (namespace_id, sha256, size_bytes) where state = 'active' do nothing
      returning id`;
    if (made) return { blobId: made.id, isNew: true };
  }
  const blobId = await holdBlob(tx, scope, content);
  return blobId === null ? null : { blobId, isNew: false };
}

/**
 * The blob of these bytes, locked so that it stays active until a version holds on to it.
 * @returns null where nobody has them.
 */
export async function holdBlob(tx: Transaction, scope: Scope, content: BlobContent): Promise<string | null> {
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    select id from blob
    where namespace_id = ${scope.namespace.id}::uuid and sha256 = ${content.sha256}
      and size_bytes = ${content.sizeBytes}::bigint and state = 'active'
    for key share`;
  return found?.id ?? null;
}
