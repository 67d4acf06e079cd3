import type { MediaKind } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { processors } from '../../processing/processors.ts';
import { recipesOf } from '../../processing/recipes.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { signedHash } from '../uploads/signed-hash.ts';
import { recordRenditions, storeRenditions } from './store-renditions.ts';

/**
 * Makes the thumbnails of a file again and marks it ready. Accepting a file makes them already; this is for those
 * whose rows or bytes were lost, and for new recipes. Doing it twice does no harm.
 * @throws MediaError 'not-found' where the file is gone; as `processors` where it can't be read any more.
 */
export async function generateThumbnails(scope: Scope, { mediaId }: { mediaId: string }): Promise<void> {
  const namespaceId = scope.namespace.id;
  const media = await scope.db.prisma.media.findFirst({
    where: { namespaceId, id: mediaId, purgeStartedAt: null },
    select: { kind: true, currentVersion: { select: { id: true, blob: true } } },
  });
  const version = media?.currentVersion;
  if (!media || !version) throw new MediaError('not-found');
  const { blob } = version;
  const process = processors[media.kind as MediaKind];
  const processed = await scope.storage.withLocalFile(parseObjectKey(blob.storageKey), (path) =>
    process(scope.decodePool, {
      path,
      mimeType: blob.mimeType,
      recipes: recipesOf(scope.config.processing.presets),
    }),
  );
  const stored = await storeRenditions(scope, processed.renditions);
  const replaced = await transaction(scope, async (tx) => {
    const keys = await recordRenditions(tx, scope, blob.id, processed.toolVersion ?? '', stored);
    await tx.mediaVersion.update({
      where: { namespaceId_mediaId_id: { namespaceId, mediaId, id: version.id } },
      data: {
        width: processed.width,
        height: processed.height,
        durationSeconds: processed.durationSeconds,
        pageCount: processed.pageCount,
        extractedText: processed.text,
        phash: signedHash({ kind: media.kind, perceptualHash: processed.perceptualHash }),
        placeholder: processed.placeholder,
        palette: processed.palette,
        damaged: processed.damaged,
      },
    });
    await tx.media.update({
      where: { namespaceId_id: { namespaceId, id: mediaId } },
      data: { processingStatus: 'ready' },
    });
    await refreshMediaIndex(tx, [mediaId]);
    await recordChange(tx, scope, {
      action: 'media.processed',
      entity: 'media',
      ids: [mediaId],
      event: 'media.processed',
    });
    return keys;
  });
  // Rows first: nobody is sent to these any more.
  await Promise.all(replaced.map((key) => scope.storage.delete(key)));
}
