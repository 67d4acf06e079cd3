import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import type { Transaction } from '../../db/transaction.ts';
import { beginIndexRefresh } from '../indexing/begin-index-refresh.ts';
import type { Scope } from '../scope.ts';
import { queueVocabulary } from '../vocabulary/queue-vocabulary.ts';
import { CARRIERS_AT_ONCE } from './end-tags.ts';

/**
 * Has search find the files that carry a tag by its new name: at once where they are few, else by a task. Call it last
 * in the transaction. Everywhere else the new name is shown at once.
 * @returns the task; null where all is done.
 */
export async function refreshTaggedMedia(
  tx: Transaction,
  scope: Scope,
  tagId: string,
): Promise<string | null> {
  const carried = { namespaceId: scope.namespace.id, tagId };
  const total = await tx.mediaTag.count({ where: carried });
  if (total === 0) return null;
  if (total > CARRIERS_AT_ONCE) return beginIndexRefresh(tx, scope, { tagId, total });
  const carriers = await tx.mediaTag.findMany({ where: carried, select: { mediaId: true } });
  await refreshMediaIndex(
    tx,
    carriers.map(({ mediaId }) => mediaId),
  );
  await queueVocabulary(tx, scope);
  return null;
}
