import type { Transaction } from '../../db/transaction.ts';

/**
 * Brings how often files are used up to date in the index: with what is merged into a file its uses come and go, also where
 * no content has changed. Call it after `refreshMediaIndex`.
 */
export async function refreshUses(tx: Transaction, mediaIds: readonly string[]): Promise<void> {
  const ids = [...mediaIds];
  await tx.$executeRaw`select from media_index where media_id = any (${ids}::uuid[]) order by media_id for update`;
  await tx.$executeRaw`
    update media_index i set reference_count = u.uses from folded_uses_of(${ids}::uuid[]) u
    where i.media_id = u.media_id and i.reference_count <> u.uses`;
}
