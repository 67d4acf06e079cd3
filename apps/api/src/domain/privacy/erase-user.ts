import type { MediaId } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { barAdmission } from '../identity/bar-admission.ts';
import { hashPerson } from '../identity/hash-person.ts';
import { findPinned } from '../media/find-pinned.ts';
import { findStandingIn } from '../media/find-standing-in.ts';
import { findUsed } from '../media/find-used.ts';
import { giveUpMedia } from '../media/give-up-media.ts';
import { lockMedia } from '../media/lock-media.ts';
import { closeMembership } from '../namespaces/close-membership.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope, Scope } from '../scope.ts';
import { clearPerson } from './clear-person.ts';
import { endUploads } from './end-uploads.ts';
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
  const { person, places, removedFrom } = await findPerson(scope, input);
  // All of them before the first is done: whatever breaks off then, the ledger knows.
  const entries: LedgerEntry[] = [];
  for (const place of places) {
    const isRemoved = removedFrom.has(place.namespace.id);
    entries.push(await appendToLedger(place, 'erased', { ...person, isRemoved }));
  }
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

/**
 * In one namespace, as the ledger says it: nobody lets them in first, so that nothing of theirs comes after.
 * @param input.keepsName where other namespaces are still to do.
 * @param input.until what is younger is not theirs: they came back since.
 */
export async function eraseIn(
  scope: Scope,
  input: Erasing & { keepsName: boolean; until?: Date },
  entry: LedgerEntry,
): Promise<Erased> {
  const { userId, reason, keepsName } = input;
  const { namespace } = scope;
  const isKnownElsewhere = await shutOut(scope, input, entry);
  const until = input.until ?? scope.now();
  await endUploads(scope, userId, until);
  const { purged, kept } = await purgeOwn(scope, userId, until, reason);
  await transaction(
    scope,
    async (tx) => {
      await recordErasure(tx, scope, entry);
      const cleared = await clearPerson(tx, scope, userId, until);
      if (!isKnownElsewhere && !keepsName) await makePseudonym(tx, scope, userId);
      await recordChange(
        tx,
        scope,
        {
          action: 'user.erased',
          entity: 'user',
          ids: [userId],
          reason,
          event: 'namespace.changed',
          eventIds: [namespace.id],
        },
        // Hosts are told which of them their content shows still.
        { action: 'media.anonymized', entity: 'media', ids: cleared, event: 'media.updated' },
      );
      await refreshMediaIndex(tx, cleared);
    },
    { timeoutMs: 120_000 },
  );
  scope.authenticator.forget();
  return { purgedIds: purged as MediaId[], keptIds: kept as MediaId[], isKnownElsewhere };
}

/**
 * What they still hold does not bring them back: no key, no token of before, and none at all where they had been removed.
 * @returns whether another namespace knows the person.
 */
async function shutOut(scope: Scope, { userId, reason }: Erasing, entry: LedgerEntry): Promise<boolean> {
  const namespaceId = scope.namespace.id;
  const isKnownElsewhere = await transaction(scope, async (tx) => {
    const { issuer, subject } = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    await tx.$queryRaw`
      select from membership where user_id = ${userId}::uuid order by namespace_id for update`;
    const revoked = await closeMembership(tx, { namespaceId, userId, now: scope.now() });
    await barAdmission(tx, scope, { issuer, subject }, { namespaceId, forGood: entry.isRemoved ?? false });
    await recordChange(tx, scope, { action: 'key.revoked', entity: 'api_key', ids: revoked, reason });
    const elsewhere = { userId, namespaceId: { not: namespaceId }, removedAt: null };
    return (await tx.membership.count({ where: elsewhere })) > 0;
  });
  scope.authenticator.forget();
  return isKnownElsewhere;
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
      const used = new Map([
        ...(await findPinned(tx, scope, locked)),
        ...(await findUsed(tx, scope, locked, 'overruled')),
      ]);
      // What stays keeps what is shown in its place.
      const unused = locked.filter((media) => !used.has(media));
      const standIns = await findStandingIn(tx, scope, unused);
      const free = unused.filter((media) => !standIns.has(media)).map(({ id }) => id);
      await giveUpMedia(tx, scope, free, { reason });
      return free;
    });
    purged.push(...going);
    kept.push(...ids.filter((id) => !going.includes(id)));
  }
  return { purged, kept };
}

async function makePseudonym(tx: Transaction, scope: Scope, userId: string): Promise<void> {
  const now = scope.now();
  await keepRemoved(tx, scope, userId);
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

/** Namespaces that had removed them know them by their row, which will name nobody: they stay out there too. */
async function keepRemoved(tx: Transaction, scope: Scope, userId: string): Promise<void> {
  const { issuer, subject } = await tx.user.findUniqueOrThrow({ where: { id: userId } });
  const removed = await tx.membership.findMany({ where: { userId, removedAt: { not: null } } });
  const bars = await tx.admissionBar.findMany({
    where: { personHmac: { in: hashPerson(scope, { issuer, subject }) } },
    select: { namespaceId: true },
  });
  const barred = new Set(bars.map(({ namespaceId }) => namespaceId));
  // Until now their row held them off: what was signed since the erasure began is of before it, too.
  for (const { namespaceId } of removed) {
    const forGood = !barred.has(namespaceId);
    await barAdmission(tx, scope, { issuer, subject }, { namespaceId, forGood });
  }
}
