import type { Transaction } from '../../db/transaction.ts';

/** A version of a file that may not lose its bytes. */
export interface HeldVersion {
  mediaId: string;
  version: number;
}

/** The versions of these files that live content or a registered snapshot pins: a purge leaves them as they are. */
export async function findHeldVersions(
  tx: Transaction,
  namespaceId: string,
  mediaIds: readonly string[],
): Promise<HeldVersion[]> {
  return tx.$queryRaw<HeldVersion[]>`
    select media_id as "mediaId", version_pin as version from reference
    where namespace_id = ${namespaceId}::uuid and media_id = any (${[...mediaIds]}::uuid[])
      and version_pin is not null and needs_version
    union
    select shown_media_id, version from snapshot_item
    where namespace_id = ${namespaceId}::uuid and shown_media_id = any (${[...mediaIds]}::uuid[]) and needs_version`;
}

/**
 * Lets go of all versions of these files, whatever pins them: for a purge that the law demands, in its transaction and
 * with its reason in the audit. What pinned them says from then on that the bytes are not kept.
 */
export async function releaseVersions(
  tx: Transaction,
  namespaceId: string,
  mediaIds: readonly string[],
): Promise<void> {
  const ids = [...mediaIds];
  await tx.reference.updateMany({
    where: { namespaceId, mediaId: { in: ids }, versionPin: { not: null } },
    data: { needsVersion: null },
  });
  await tx.snapshotItem.updateMany({
    where: { namespaceId, shownMediaId: { in: ids } },
    data: { needsVersion: null },
  });
}
