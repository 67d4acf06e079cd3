import type { Transaction } from './transaction.ts';

/** Brings the index rows of these files up to date. Call it last in the transaction that changed a file, its version,
 *  its tags or its collections: it waits for whoever else changes them and then sees what they did. */
export async function refreshMediaIndex(tx: Transaction, mediaIds: readonly string[]): Promise<void> {
  if (mediaIds.length === 0) return;
  await tx.$executeRaw`select refresh_media_index(${[...mediaIds]}::uuid[])`;
}
