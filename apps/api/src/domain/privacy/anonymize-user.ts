import type { MediaId } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { transaction } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { clearPerson } from './clear-person.ts';
import { appendToLedger, type LedgerEntry, recordErasure } from './erasure-ledger.ts';
import { findPerson } from './find-person.ts';

/**
 * Takes a person off the files of a namespace and off what they made; the files stay, and so does the membership.
 * @returns the files that were theirs.
 * @throws MediaError `auth.denied`, `not-found` for somebody who was never a member.
 */
export async function anonymizeUser(
  scope: Scope,
  { userId, reason }: { userId: string; reason: string },
  again?: LedgerEntry,
): Promise<{ mediaIds: MediaId[] }> {
  authorize(scope.actor, 'privacy.manage');
  const person = await findPerson(scope, userId);
  const entry = again ?? (await appendToLedger(scope, 'anonymized', person));
  const mediaIds = await transaction(
    scope,
    async (tx) => {
      await recordErasure(tx, scope, entry);
      const cleared = await clearPerson(tx, scope, userId, new Date(entry.at));
      const changes = [
        { action: 'media.anonymized', entity: 'media', ids: cleared, event: 'media.updated' },
      ] as const;
      await recordChange(
        tx,
        scope,
        { action: 'user.anonymized', entity: 'user', ids: [userId], reason },
        ...(cleared.length > 0 ? changes : []),
      );
      await refreshMediaIndex(tx, cleared);
      return cleared;
    },
    { timeoutMs: 120_000 },
  );
  return { mediaIds: mediaIds as MediaId[] };
}
