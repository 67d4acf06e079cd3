import { createHash } from 'node:crypto';
import { newId } from '../db/new-id.ts';
import type { Database } from '../db/open-database.ts';
import { transaction } from '../db/transaction.ts';

/** Rows of a new version of a file, which is its current one then. There are no bytes behind it. */
export async function addVersion(
  db: Database,
  media: { namespaceId: string; id: string },
): Promise<{ id: string; number: number }> {
  const { namespaceId, id: mediaId } = media;
  const [id, blobId] = [newId(), newId()];
  return transaction({ db }, async (tx) => {
    const number = (await tx.mediaVersion.count({ where: { namespaceId, mediaId } })) + 1;
    const sha256 = createHash('sha256').update(blobId).digest('hex');
    const storageKey = `${namespaceId}/original/${newId()}`;
    await tx.blob.create({
      data: { id: blobId, namespaceId, sha256, sizeBytes: 1000n, mimeType: 'image/jpeg', storageKey },
    });
    await tx.mediaVersion.create({ data: { id, namespaceId, mediaId, number, blobId } });
    await tx.media.update({ where: { id: mediaId }, data: { currentVersionId: id } });
    return { id, number };
  });
}
