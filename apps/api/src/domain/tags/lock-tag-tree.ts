import type { Transaction } from '../../db/transaction.ts';

/**
 * Whoever moves, merges or deletes tags of a namespace waits for the others: each then sees one tree. The same lock
 * that the trigger against circles takes; taken first, so that nobody who holds a tag waits for it.
 */
export async function lockTagTree(tx: Transaction, namespaceId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('tag' || ${namespaceId}::text, 0))`;
}
