import type { MediaKind } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { processors } from '../../processing/processors.ts';
import { recipesOf } from '../../processing/recipes.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { signedHash } from '../uploads/signed-hash.ts';
import { recordRenditions, storeRenditions } from './store-renditions.ts';

/**
 * Makes the thumbnails of a file, and of all others of the same bytes, again and marks them ready. Accepting a file makes
 * them already; this is for those whose rows or bytes were lost, and for new recipes. Doing it twice does no harm.
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
    // What is known of the bytes holds for every version that is made of them and has not been given up.
    await tx.mediaVersion.updateMany({
      where: { namespaceId, blobId: blob.id, needsActiveBlob: true },
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
    const ids = await findSharers(tx, scope, blob.id);
    await tx.media.updateMany({
      where: {
        namespaceId,
        id: { in: ids },
        currentVersion: { blobId: blob.id },
        processingStatus: { not: 'ready' },
      },
      data: { processingStatus: 'ready' },
    });
    await refreshMediaIndex(tx, ids);
    await recordChange(tx, scope, {
      action: 'media.processed',
      entity: 'media',
      ids: [mediaId],
      event: 'media.processed',
      eventIds: ids,
    });
    return keys;
  });
  // Rows first: nobody is sent to these any more.
  await Promise.all(replaced.map((key) => scope.storage.delete(key)));
}

/** Every file with a version of these bytes: all of them show the same thumbnails, and have to hear of new ones. */
async function findSharers(tx: Transaction, scope: Scope, blobId: string): Promise<string[]> {
  const namespaceId = scope.namespace.id;
  const rows = await tx.media.findMany({
    where: { namespaceId, purgeStartedAt: null, versions: { some: { blobId } } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
