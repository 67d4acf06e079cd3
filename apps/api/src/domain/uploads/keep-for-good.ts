import type { UploadFields } from '@vitrine/schema';
import type { Transaction } from '../../db/transaction.ts';

/** Somebody sent the bytes of a file that was to go, and wants them: unless theirs is to go too, it stays. */
export async function keepForGood(
  tx: Transaction,
  mediaId: string,
  { temporary }: UploadFields,
): Promise<void> {
  if (temporary === 'true') return;
  await tx.media.updateMany({
    where: { id: mediaId, temporaryUntil: { not: null } },
    data: { temporaryUntil: null },
  });
}
