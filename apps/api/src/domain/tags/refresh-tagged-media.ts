import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { Scope } from '../scope.ts';

/** As many as one statement gets through well within its time. */
const BATCH = 1000;

/** Brings the index of all files that carry a tag up to date; call it last in the transaction. */
export async function refreshTaggedMedia(tx: Transaction, scope: Scope, tagId: string): Promise<void> {
  const carriers = await tx.mediaTag.findMany({
    where: { namespaceId: scope.namespace.id, tagId },
    select: { mediaId: true },
    orderBy: { mediaId: 'asc' },
  });
  const ids = carriers.map(({ mediaId }) => mediaId);
  for (let start = 0; start < ids.length; start += BATCH) {
    await refreshMediaIndex(tx, ids.slice(start, start + BATCH));
  }
}
