import type { Transaction } from '../../db/transaction.ts';
import type { RenditionBytes } from '../../processing/processed-file.ts';
import { type ObjectKey, objectKey } from '../../storage/object-keys.ts';
import type { Scope } from '../scope.ts';

/** A rendition whose bytes are in place and whose row is still to be written. */
export interface StoredRendition {
  rendition: RenditionBytes;
  storageKey: ObjectKey;
}

/** Renditions are small; this only keeps a decoder gone wild from filling the disk. */
const maxRenditionBytes = 16 * 1024 * 1024;

/** Puts the bytes under new random keys. Where one fails, none is left. */
export async function storeRenditions(
  scope: Scope,
  renditions: readonly RenditionBytes[],
): Promise<StoredRendition[]> {
  const stored = renditions.map((rendition) => ({
    rendition,
    storageKey: objectKey({ namespaceId: scope.namespace.id, purpose: 'rendition', id: scope.newId() }),
  }));
  const writes = await Promise.allSettled(
    stored.map(({ rendition, storageKey }) =>
      scope.storage.put(storageKey, rendition.bytes, { maxBytes: maxRenditionBytes }),
    ),
  );
  const failed = writes.find((write) => write.status === 'rejected');
  if (failed) {
    await discardRenditions(scope, stored);
    throw failed.reason;
  }
  return stored;
}

export async function discardRenditions(scope: Scope, stored: readonly StoredRendition[]): Promise<void> {
  await Promise.all(stored.map(({ storageKey }) => scope.storage.delete(storageKey)));
}

/**
 * Writes the rows. One that is there already for the same recipe keeps its id and gets the new bytes, so that the
 * same work done twice costs nothing but itself.
 * @returns keys that no row points at any more: remove them once the transaction has committed.
 */
export async function recordRenditions(
  tx: Transaction,
  scope: Scope,
  blobId: string,
  toolVersion: string,
  stored: readonly StoredRendition[],
): Promise<ObjectKey[]> {
  const replaced: ObjectKey[] = [];
  for (const { rendition, storageKey } of stored) {
    const [before] = await tx.$queryRaw<{ storage_key: ObjectKey }[]>`
      select storage_key from rendition
      where namespace_id = ${scope.namespace.id}::uuid and blob_id = ${blobId}::uuid
        and recipe_hash = ${rendition.recipeHash}
      for update`;
    if (before) replaced.push(before.storage_key);
    await tx.$executeRaw`
      insert into rendition (id, namespace_id, blob_id, preset, recipe, recipe_hash, tool_version, storage_key,
                             mime_type, width, height, size_bytes, updated_at)
      values (${scope.newId()}::uuid, ${scope.namespace.id}::uuid, ${blobId}::uuid, ${rendition.preset},
              ${JSON.stringify(rendition.recipe)}::jsonb, ${rendition.recipeHash}, ${toolVersion}, ${storageKey},
              ${rendition.mimeType}, ${rendition.width}, ${rendition.height},
              ${rendition.bytes.byteLength}::bigint, now())
      on conflict (namespace_id, blob_id, recipe_hash) do update set
        tool_version = excluded.tool_version, storage_key = excluded.storage_key, mime_type = excluded.mime_type,
        width = excluded.width, height = excluded.height, size_bytes = excluded.size_bytes, updated_at = now()`;
  }
  return replaced;
}
