import type { MediaFile } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { can } from '../identity/can.ts';
import { resourceOf } from '../media/find-media.ts';
import { getMedia } from '../media/get-media.ts';
import { lockMedia } from '../media/lock-media.ts';
import type { Scope } from '../scope.ts';
import { addVersion } from './add-version.ts';
import { checkReplaceable } from './check-replaceable.ts';
import { factsOfVersion } from './version-facts.ts';

/**
 * Gives a file the bytes that another one shows, as its next version; the other one stays as it is. Nothing changes where
 * they are the same already.
 * @throws MediaError as checkReplaceable, `not-found` for another one that the actor may not see.
 */
export async function replaceMedia(
  scope: Scope,
  input: { id: string; fromId: string; note?: string | undefined },
): Promise<MediaFile> {
  const { id, fromId, note } = input;
  const namespaceId = scope.namespace.id;
  await transaction(scope, async (tx) => {
    const locked = await lockMedia(tx, scope, [id, fromId]);
    const from = locked.get(fromId);
    const media = checkReplaceable(scope, locked.get(id), from?.kind);
    if (!from || from.deleted_at || !can(scope.actor, 'media.read', resourceOf(from))) {
      throw new MediaError('not-found', { id: fromId });
    }
    const shown = await currentVersionOf(tx, namespaceId, id);
    const version = await currentVersionOf(tx, namespaceId, fromId);
    if (shown.blobId === version.blobId) return;
    await addVersion(tx, scope, media, {
      blobId: version.blobId,
      originalFilename: version.originalFilename,
      note,
      facts: factsOfVersion(version),
      isShown: from.processing_status === 'ready',
      action: 'media.version-added',
    });
    await refreshMediaIndex(tx, [id]);
  });
  return getMedia(scope, { id });
}

function currentVersionOf(tx: Transaction, namespaceId: string, mediaId: string) {
  return tx.mediaVersion.findFirstOrThrow({
    where: { namespaceId, mediaId, currentOf: { some: { id: mediaId } } },
  });
}
