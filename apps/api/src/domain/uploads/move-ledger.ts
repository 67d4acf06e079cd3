import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';

/**
 * Books bytes of a namespace: what is used now and what is held for uploads under way. Its row is waited for until
 * the transaction ends, so book late.
 * @param change.usedBytes more, or less, that is stored.
 * @param change.reservedBytes more, or less, that is held.
 * @throws MediaError 'quota.exceeded' where more would be used or held than the namespace may.
 */
export async function moveLedger(
  tx: Transaction,
  namespaceId: string,
  change: { usedBytes: number; reservedBytes: number },
): Promise<void> {
  const { usedBytes, reservedBytes } = change;
  if (usedBytes === 0 && reservedBytes === 0) return;
  const grown = usedBytes + reservedBytes;
  const moved = await tx.$executeRaw`
    update namespace_usage u
    set used_bytes = greatest(0, u.used_bytes + ${usedBytes}::bigint),
        reserved_bytes = greatest(0, u.reserved_bytes + ${reservedBytes}::bigint),
        updated_at = now()
    from namespace n
    where u.namespace_id = ${namespaceId}::uuid and n.id = u.namespace_id
      and (n.quota_bytes is null or ${grown}::bigint <= 0
           or u.used_bytes + u.reserved_bytes + ${grown}::bigint <= n.quota_bytes)`;
  if (moved === 0) throw new MediaError('quota.exceeded');
}
