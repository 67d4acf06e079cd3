import type { MediaFile } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { getMedia } from '../media/get-media.ts';
import { lockMedia } from '../media/lock-media.ts';
import type { Scope } from '../scope.ts';
import { addVersion } from './add-version.ts';
import { checkReplaceable } from './check-replaceable.ts';
import { factsOfVersion } from './version-facts.ts';

/**
 * Shows an old version again: as a new one over the same bytes, so that the history tells what was shown when. Restoring
 * the current one changes nothing.
 * @throws MediaError as checkReplaceable, `not-found` for a number that is none, `gone` for one whose bytes were purged.
 */
export async function restoreVersion(
  scope: Scope,
  input: { id: string; number: number; note?: string | undefined },
): Promise<MediaFile> {
  const { id, number } = input;
  const namespaceId = scope.namespace.id;
  await transaction(scope, async (tx) => {
    const media = checkReplaceable(scope, (await lockMedia(tx, scope, [id])).get(id));
    const version = await tx.mediaVersion.findUnique({
      where: { namespaceId_mediaId_number: { namespaceId, mediaId: id, number } },
      include: { currentOf: { select: { id: true } } },
    });
    if (!version) throw new MediaError('not-found', { number });
    if (version.currentOf.length > 0) return;
    if (!version.needsActiveBlob) {
      throw new MediaError(
        'gone',
        { number },
        { message: 'The bytes of this version were deleted for ever.' },
      );
    }
    await addVersion(tx, scope, media, {
      blobId: version.blobId,
      originalFilename: version.originalFilename,
      note: input.note || `Version ${number} again`,
      facts: factsOfVersion(version),
      isShown: true,
      action: 'media.version-restored',
    });
    await refreshMediaIndex(tx, [id]);
  });
  return getMedia(scope, { id });
}
