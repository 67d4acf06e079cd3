import type { MediaId } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { findPinned } from '../media/find-pinned.ts';
import { findStandingIn } from '../media/find-standing-in.ts';
import { findUsed } from '../media/find-used.ts';
import { giveUpMedia } from '../media/give-up-media.ts';
import { lockMedia } from '../media/lock-media.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope, Scope } from '../scope.ts';
import { clearPerson } from './clear-person.ts';
import { appendToLedger, type LedgerEntry, recordErasure } from './erasure-ledger.ts';
import { findPerson, type PersonInput } from './find-person.ts';

const BATCH = 250;

export interface Erased {
  purgedIds: MediaId[];
  /** Content shows them: they stay, without their uploader. Take them out there, then purge them. */
  keptIds: MediaId[];
  /** The person is known elsewhere too, and stays a member there. */
  isKnownElsewhere: boolean;
}

interface Erasing {
  userId: string;
  reason: string;
}

/**
 * Removes a person from an admin's namespace, or from every one that knows them: their own files with their bytes and
 * versions, unless content needs one; their name from all that stays; their membership, sessions and keys. Where no other
 * namespace knows them, what is left of the person is a pseudonym. May run again after it broke off.
 * @throws MediaError `auth.denied`, `not-found` for somebody who was never a member, or was erased.
 */
export async function eraseUser(scope: CallerScope, input: Erasing & PersonInput): Promise<Erased> {
  const { person, places } = await findPerson(scope, input);
  // All of them before the first is done: whatever breaks off then, the ledger knows.
  const entries: LedgerEntry[] = [];
  for (const place of places) entries.push(await appendToLedger(place, 'erased', person));
  const erased: Erased = { purgedIds: [], keptIds: [], isKnownElsewhere: true };
  for (const [index, place] of places.entries()) {
    const isLast = index === places.length - 1;
    const here = await eraseIn(place, { ...input, keepsName: !isLast }, entries[index] as LedgerEntry);
    erased.purgedIds.push(...here.purgedIds);
    erased.keptIds.push(...here.keptIds);
    erased.isKnownElsewhere = here.isKnownElsewhere;
  }
  return erased;
}

/** In one namespace, as the ledger says it. @param input.keepsName where other namespaces are still to do. */
export async function eraseIn(
  scope: Scope,
  input: Erasing & { keepsName: boolean },
  entry: LedgerEntry,
): Promise<Erased> {
  const { userId, reason, keepsName } = input;
  const until = new Date(entry.at);
  const { purged, kept } = await purgeOwn(scope, userId, until, reason);
  const isKnownElsewhere = await transaction(
    scope,
    async (tx) => {
      await recordErasure(tx, scope, entry);
      const cleared = await clearPerson(tx, scope, userId, until);
      const isKnown = await forgetMember(tx, scope, userId);
      if (!isKnown && !keepsName) await makePseudonym(tx, scope, userId);
      await recordChange(
        tx,
        scope,
        {
          action: 'user.erased',
          entity: 'user',
          ids: [userId],
          reason,
          event: 'namespace.changed',
          eventIds: [scope.namespace.id],
        },
        // Hosts are told which of them their content shows still.
        { action: 'media.anonymized', entity: 'media', ids: cleared, event: 'media.updated' },
      );
      await refreshMediaIndex(tx, cleared);
      return isKnown;
    },
    { timeoutMs: 120_000 },
  );
  scope.authenticator.forget();
  return { purgedIds: purged as MediaId[], keptIds: kept as MediaId[], isKnownElsewhere };
}

/** Batch by batch, so that thousands of files hold nobody up. */
async function purgeOwn(scope: Scope, userId: string, until: Date, reason: string) {
  const { rows } = await scope.db.pool.query<{ id: string }>(
    `select id from media where namespace_id = $1 and uploaded_by = $2 and created_at <= $3
       and purge_started_at is null order by id`,
    [scope.namespace.id, userId, until],
  );
  const purged: string[] = [];
  const kept: string[] = [];
  for (let start = 0; start < rows.length; start += BATCH) {
    const ids = rows.slice(start, start + BATCH).map(({ id }) => id);
    const going = await transaction(scope, async (tx) => {
      const locked = [...(await lockMedia(tx, scope, ids)).values()].filter(
        (media) => media.uploaded_by === userId,
      );
      const held = new Map([
        ...(await findPinned(tx, scope, locked)),
        ...(await findStandingIn(tx, scope, locked)),
        ...(await findUsed(tx, scope, locked, 'overruled')),
      ]);
      const free = locked.filter((media) => !held.has(media)).map(({ id }) => id);
      await giveUpMedia(tx, scope, free, { reason });
      return free;
    });
    purged.push(...going);
    kept.push(...ids.filter((id) => !going.includes(id)));
  }
  return { purged, kept };
}

/** @returns whether another namespace knows the person. */
async function forgetMember(tx: Transaction, scope: Scope, userId: string): Promise<boolean> {
  const namespaceId = scope.namespace.id;
  const now = scope.now();
  await tx.session.deleteMany({ where: { namespaceId, userId } });
  await tx.membership.update({
    where: { namespaceId_userId: { namespaceId, userId } },
    data: { removedAt: now, isDefault: false, updatedAt: now },
  });
  const elsewhere = await tx.membership.count({
    where: { userId, namespaceId: { not: namespaceId }, removedAt: null },
  });
  return elsewhere > 0;
}

async function makePseudonym(tx: Transaction, scope: Scope, userId: string): Promise<void> {
  const now = scope.now();
  await tx.user.update({
    where: { id: userId },
    data: {
      subject: `erased:${userId}`,
      displayName: 'Erased person',
      email: null,
      userInfo: {},
      erasedAt: now,
      updatedAt: now,
    },
  });
}
