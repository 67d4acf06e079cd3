import type { ContentKey } from '@vitrine/schema';
import type { Transaction } from '../../db/transaction.ts';
import type { Scope } from '../scope.ts';

/**
 * Locks a piece of content until the end of the transaction: a save of it comes before or after, never in between.
 * @returns its id, or null for content that was never synced.
 */
export async function lockContentItem(
  tx: Transaction,
  scope: Scope,
  { type, id, locale, state }: ContentKey,
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    select id from content_item
    where namespace_id = ${scope.namespace.id}::uuid and type = ${type} and external_id = ${id}
      and locale = ${locale} and state = ${state}
    for update`;
  return row?.id ?? null;
}
