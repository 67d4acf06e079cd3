import type { Transaction } from '../../db/transaction.ts';

/**
 * Lets a person in no more: no session of theirs, none of the keys that they made, and none of what those opened.
 * @returns the ids of the keys, which the caller records.
 */
export async function closeMembership(
  tx: Transaction,
  { namespaceId, userId, now }: { namespaceId: string; userId: string; now: Date },
): Promise<string[]> {
  await tx.membership.update({
    where: { namespaceId_userId: { namespaceId, userId } },
    data: { removedAt: now, isDefault: false, updatedAt: now },
  });
  await tx.session.deleteMany({ where: { namespaceId, userId } });
  const keys = await tx.apiKey.updateManyAndReturn({
    where: { namespaceId, createdBy: userId, revokedAt: null },
    data: { revokedAt: now },
    select: { id: true },
  });
  const revoked = keys.map(({ id }) => id);
  await tx.session.deleteMany({ where: { apiKeyId: { in: revoked } } });
  return revoked;
}
