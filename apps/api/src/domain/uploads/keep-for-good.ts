import type { UploadFields } from '@vitrine/schema';
import type { Transaction } from '../../db/transaction.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';

/** Somebody sent the bytes of a file that was to go, and wants them: unless theirs is to go too, it stays. */
export async function keepForGood(
  tx: Transaction,
  scope: Scope,
  mediaId: string,
  { temporary }: UploadFields,
): Promise<void> {
  if (temporary === 'true') return;
  const { count } = await tx.media.updateMany({
    where: { id: mediaId, temporaryUntil: { not: null } },
    data: { temporaryUntil: null },
  });
  if (count > 0) await recordChange(tx, scope, { action: 'media.kept', entity: 'media', ids: [mediaId] });
}
