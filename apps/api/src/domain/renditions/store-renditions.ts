import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import type { RenditionBytes } from '../../processing/processed-file.ts';
import { type ObjectKey, objectKey, parseObjectKey } from '../../storage/object-keys.ts';
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
      scope.storage.put(storageKey, rendition.bytes, {
        maxBytes: maxRenditionBytes,
        contentType: rendition.mimeType,
      }),
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
 * same work done twice costs nothing but itself. Presets by other recipes go. Two at once for one blob meet at the unique index:
 * the job of one is tried again.
 * @throws MediaError 'not-found' where the bytes are being given up.
 * @returns keys that no row points at any more: remove them once the transaction has committed.
 */
export async function recordRenditions(
  tx: Transaction,
  scope: Scope,
  blobId: string,
  toolVersion: string,
  stored: readonly StoredRendition[],
): Promise<ObjectKey[]> {
  if (stored.length === 0) return [];
  const { id: namespaceId } = scope.namespace;
  // Nothing is added to bytes that are being given up: who is giving them up is waited for.
  const [active] = await tx.$queryRaw<unknown[]>`
    select from blob where id = ${blobId}::uuid and state = 'active' for key share`;
  if (!active) throw new MediaError('not-found');
  const hashes = stored.map(({ rendition }) => rendition.recipeHash);
  const before = await tx.rendition.findMany({
    where: {
      namespaceId,
      blobId,
      OR: [{ recipeHash: { in: hashes } }, { preset: { not: null } }],
    },
    select: { id: true, recipeHash: true, storageKey: true },
  });
  const known = new Map(before.map((row) => [row.recipeHash, row]));
  const outdated = before.filter(({ recipeHash }) => !hashes.includes(recipeHash));
  await tx.rendition.deleteMany({ where: { id: { in: outdated.map(({ id }) => id) } } });
  const rows = stored.map(({ rendition, storageKey }) => ({
    id: known.get(rendition.recipeHash)?.id ?? scope.newId(),
    namespaceId,
    blobId,
    preset: rendition.preset,
    recipe: { ...rendition.recipe },
    recipeHash: rendition.recipeHash,
    toolVersion,
    storageKey,
    mimeType: rendition.mimeType,
    width: rendition.width,
    height: rendition.height,
    sizeBytes: rendition.bytes.byteLength,
  }));
  for (const { id, ...change } of rows) {
    if (known.has(change.recipeHash)) await tx.rendition.update({ where: { id }, data: change });
  }
  await tx.rendition.createMany({ data: rows.filter(({ recipeHash }) => !known.has(recipeHash)) });
  return before.map(({ storageKey }) => parseObjectKey(storageKey));
}
