import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';

/**
 * Whoever uploads stays a member until the transaction ends: who removes or erases them waits, and then finds the file.
 * @throws MediaError `auth.denied` for one who was removed since the request began.
 */
export async function holdMembership(tx: Transaction, { actor, namespace }: Scope): Promise<void> {
  if (actor.userId === null) return;
  const [member] = await tx.$queryRaw<unknown[]>`
    select from membership
    where namespace_id = ${namespace.id}::uuid and user_id = ${actor.userId}::uuid and removed_at is null
    for share`;
  if (!member) throw new MediaError('auth.denied', { action: 'media.upload', role: null });
}
