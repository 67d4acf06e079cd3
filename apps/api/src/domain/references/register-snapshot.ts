import type { SnapshotKey } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { lockContentItem } from './lock-content-item.ts';
import { writerOf } from './write-references.ts';

/**
 * Keeps what a piece of content shows now, each file in its version of today, under the host's name for that version of
 * the content. Registering a name again changes nothing.
 * @throws MediaError `not-found` for content that was never synced.
 */
export async function registerSnapshot(
  scope: Scope,
  { content, name }: z.output<typeof SnapshotKey>,
): Promise<{ items: number }> {
  authorize(scope.actor, 'reference.change');
  return transaction(scope, async (tx) => {
    const itemId = await lockContentItem(tx, scope, content);
    if (itemId === null) {
      const message = 'The library does not know this content. Sync its references first.';
      throw new MediaError('not-found', undefined, { message });
    }
    const [{ items }] = await tx.$queryRaw<[{ items: number }]>`
      select take_snapshot(${itemId}::uuid, ${name}, ${JSON.stringify(writerOf(scope))}::jsonb) as items`;
    return { items };
  });
}
