import type { Transaction } from '../../db/transaction.ts';
import type { LockedMedia } from '../media/lock-media.ts';
import { recordChange } from '../record-change.ts';
import { enqueueThumbnails } from '../renditions/enqueue-thumbnails.ts';
import type { Scope } from '../scope.ts';
import type { VersionFacts } from '../uploads/record-media.ts';
import { recordVersion } from './record-version.ts';

export interface AddedVersion {
  blobId: string;
  originalFilename: string;
  note?: string | undefined;
  facts: VersionFacts;
  /** Whether the thumbnails of the blob are there. */
  isShown: boolean;
  /** `media.version-added`, or `media.version-restored`. */
  action: string;
}

/**
 * Makes a blob the next version of a file and what it shows. The file is locked, so its numbers have no gaps; its id,
 * URL, words and uses stay. Refresh the index afterwards.
 */
export async function addVersion(
  tx: Transaction,
  scope: Scope,
  media: Pick<LockedMedia, 'id'>,
  added: AddedVersion,
): Promise<void> {
  const { action, isShown, ...version } = added;
  const namespaceId = scope.namespace.id;
  const at = scope.now();
  const id = scope.newId();
  const last = await tx.mediaVersion.aggregate({
    where: { namespaceId, mediaId: media.id },
    _max: { number: true },
  });
  const number = (last._max.number ?? 0) + 1;
  await recordVersion(tx, scope, { ...version, id, mediaId: media.id, number, at });
  await tx.media.update({
    where: { namespaceId_id: { namespaceId, id: media.id } },
    data: {
      currentVersionId: id,
      originalFilename: version.originalFilename,
      processingStatus: isShown ? 'ready' : 'pending',
      revision: { increment: 1 },
      updatedAt: at,
    },
  });
  if (!isShown) await enqueueThumbnails(tx, scope, media.id);
  await recordChange(tx, scope, { action, entity: 'media', ids: [media.id], event: 'media.version-added' });
}
