import { createHash } from 'node:crypto';
import { newId } from '../db/new-id.ts';
import type { Database } from '../db/open-database.ts';
import { refreshMediaIndex } from '../db/refresh-media-index.ts';
import { transaction } from '../db/transaction.ts';

export interface NewMedia {
  accessLevel: string;
  uploadedBy: string | null;
  deletedAt: Date | null;
  title?: string;
}

/** As addMedia, for hundreds of files in a few statements. @returns their ids in the order given. */
export async function addManyMedia(
  db: Database,
  namespaceId: string,
  media: readonly NewMedia[],
): Promise<string[]> {
  const rows = media.map((file) => ({ ...file, id: newId(), versionId: newId(), blobId: newId() }));
  await transaction({ db }, async (tx) => {
    await tx.blob.createMany({
      data: rows.map(({ blobId }) => ({
        id: blobId,
        namespaceId,
        sha256: createHash('sha256').update(blobId).digest('hex'),
        sizeBytes: 1000n,
        mimeType: 'image/jpeg',
        storageKey: `${namespaceId}/original/${newId()}`,
      })),
    });
    await tx.media.createMany({
      data: rows.map(({ id, versionId, blobId: _, title = 'A picture', ...file }) => ({
        ...file,
        id,
        namespaceId,
        title,
        slug: `picture-${id}`,
        originalFilename: 'picture.jpg',
        kind: 'image',
        processingStatus: 'ready',
        currentVersionId: versionId,
      })),
    });
    await tx.mediaVersion.createMany({
      data: rows.map(({ id, versionId, blobId }) => ({
        id: versionId,
        namespaceId,
        mediaId: id,
        number: 1,
        blobId,
      })),
    });
    await refreshMediaIndex(
      tx,
      rows.map(({ id }) => id),
    );
  });
  return rows.map(({ id }) => id);
}
