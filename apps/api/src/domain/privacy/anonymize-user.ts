import type { MediaId } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { transaction } from '../../db/transaction.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope, Scope } from '../scope.ts';
import { clearPerson } from './clear-person.ts';
import { appendToLedger, type LedgerEntry, recordErasure } from './erasure-ledger.ts';
import { findPerson, type PersonInput } from './find-person.ts';

interface Anonymizing {
  userId: string;
  reason: string;
}

/**
 * Takes a person off the files of an admin's namespace, or of every one that knows them, and off what they made; the files
 * stay, and so does the membership.
 * @returns the files that were theirs.
 * @throws MediaError `auth.denied`, `not-found` for somebody who was never a member.
 */
export async function anonymizeUser(
  scope: CallerScope,
  input: Anonymizing & PersonInput,
): Promise<{ mediaIds: MediaId[] }> {
  const { person, places, removedFrom } = await findPerson(scope, input);
  const mediaIds: MediaId[] = [];
  for (const place of places) {
    const isRemoved = removedFrom.has(place.namespace.id);
    const entry = await appendToLedger(place, 'anonymized', { ...person, isRemoved });
    mediaIds.push(...(await anonymizeIn(place, input, entry)));
  }
  return { mediaIds };
}

/** In one namespace, as the ledger says it. @returns the files that were theirs. */
export async function anonymizeIn(
  scope: Scope,
  { userId, reason }: Anonymizing,
  entry: LedgerEntry,
): Promise<MediaId[]> {
  const mediaIds = await transaction(
    scope,
    async (tx) => {
      await recordErasure(tx, scope, entry);
      const cleared = await clearPerson(tx, scope, userId, new Date(entry.at));
      await recordChange(
        tx,
        scope,
        { action: 'user.anonymized', entity: 'user', ids: [userId], reason },
        { action: 'media.anonymized', entity: 'media', ids: cleared, event: 'media.updated' },
      );
      await refreshMediaIndex(tx, cleared);
      return cleared;
    },
    { timeoutMs: 120_000 },
  );
  return mediaIds as MediaId[];
}
