import { createHash } from 'node:crypto';
import { newId } from '../db/new-id.ts';
import type { Database } from '../db/open-database.ts';
import { transaction } from '../db/transaction.ts';

/**
 * Rows of a new version of a file, which is its current one then. There are no bytes behind it.
 * @param shownId a blob that is there already.
 */
export async function addVersion(
  db: Database,
  media: { namespaceId: string; id: string },
  shownId?: string,
): Promise<{ id: string; number: number }> {
  const { namespaceId, id: mediaId } = media;
  const [id, blobId] = [newId(), shownId ?? newId()];
  return transaction({ db }, async (tx) => {
    const number = (await tx.mediaVersion.count({ where: { namespaceId, mediaId } })) + 1;
    const sha256 = createHash('sha256').update(blobId).digest('hex');
    const storageKey = `${namespaceId}/original/${newId()}`;
    const blob = { id: blobId, namespaceId, sha256, sizeBytes: 1000n, mimeType: 'image/jpeg', storageKey };
    if (!shownId) await tx.blob.create({ data: blob });
    await tx.mediaVersion.create({ data: { id, namespaceId, mediaId, number, blobId } });
    await tx.media.update({ where: { id: mediaId }, data: { currentVersionId: id } });
    return { id, number };
  });
}
