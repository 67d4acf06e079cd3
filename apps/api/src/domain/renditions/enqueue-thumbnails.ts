import type { Transaction } from '../../db/transaction.ts';
import { enqueue } from '../../queue/enqueue.ts';
import type { Scope } from '../scope.ts';
import { generateThumbnailsJob } from './describe-generate-thumbnails.ts';

/** Has the thumbnails of a file made, as part of the caller's transaction. */
export function enqueueThumbnails(tx: Transaction, scope: Scope, mediaId: string): Promise<void> {
  const { name, payload } = generateThumbnailsJob;
  const jobKey = `thumbnails:${mediaId}`;
  return enqueue(
    tx,
    name,
    payload,
    { namespaceId: scope.namespace.id, mediaId },
    { jobKey, requestId: scope.requestId },
  );
}
