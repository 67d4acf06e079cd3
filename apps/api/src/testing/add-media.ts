import { createHash } from 'node:crypto';
import type { Prisma } from '../db/generated/client.ts';
import { newId } from '../db/new-id.ts';
import type { Database } from '../db/open-database.ts';
import { refreshMediaIndex } from '../db/refresh-media-index.ts';
import { transaction } from '../db/transaction.ts';

/** Rows of a file as an upload leaves them: blob, media, first version, index. There are no bytes behind them. */
export async function addMedia(
  db: Database,
  namespaceId: string,
  media: Partial<Prisma.MediaUncheckedCreateInput> & {
    tagIds?: string[];
    sizeBytes?: bigint;
    mimeType?: string;
    version?: Partial<Prisma.MediaVersionUncheckedCreateInput>;
  } = {},
): Promise<{ id: string; versionId: string; blobId: string }> {
  const { tagIds = [], sizeBytes = 1000n, mimeType = 'image/jpeg', version, ...columns } = media;
  const [id, versionId, blobId] = [newId(), newId(), newId()];
  await transaction({ db }, async (tx) => {
    const sha256 = createHash('sha256').update(blobId).digest('hex');
    const storageKey = `${namespaceId}/original/${newId()}`;
    await tx.blob.create({
      data: { id: blobId, namespaceId, sha256, sizeBytes, mimeType, storageKey },
    });
    await tx.media.create({
      data: {
        id,
        namespaceId,
        title: 'A picture',
        slug: `picture-${id}`,
        originalFilename: 'picture.jpg',
        kind: 'image',
        accessLevel: 'public',
        processingStatus: 'ready',
        ...columns,
        currentVersionId: versionId,
      },
    });
    await tx.mediaVersion.create({
      data: { id: versionId, namespaceId, mediaId: id, number: 1, blobId, ...version },
    });
    await tx.mediaTag.createMany({ data: tagIds.map((tagId) => ({ namespaceId, mediaId: id, tagId })) });
    await refreshMediaIndex(tx, [id]);
  });
  return { id, versionId, blobId };
}
