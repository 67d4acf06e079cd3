import type { MediaId } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import { findPinned } from '../media/find-pinned.ts';
import { findStandingIn } from '../media/find-standing-in.ts';
import { findUsed } from '../media/find-used.ts';
import { giveUpMedia } from '../media/give-up-media.ts';
import { lockMedia } from '../media/lock-media.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { clearPerson } from './clear-person.ts';
import { appendToLedger, type LedgerEntry, recordErasure } from './erasure-ledger.ts';
import { findPerson } from './find-person.ts';

const BATCH = 250;

export interface Erased {
  purgedIds: MediaId[];
  /** Content shows them: they stay, without their uploader. Take them out there, then purge them. */
  keptIds: MediaId[];
  /** The person is known elsewhere too, and stays a member there. */
  isKnownElsewhere: boolean;
}

/**
 * Removes a person from a namespace: their own files with their bytes and versions, unless content needs one; their
 * name from all that stays; their membership, sessions and keys. Where no other namespace knows them, what is left of
 * the person is a pseudonym. May run again after it broke off.
 * @throws MediaError `auth.denied`, `not-found` for somebody who was never a member, or was erased.
 */
export async function eraseUser(
  scope: Scope,
  { userId, reason }: { userId: string; reason: string },
  again?: LedgerEntry,
): Promise<Erased> {
  authorize(scope.actor, 'privacy.manage');
  const person = await findPerson(scope, userId);
  const entry = again ?? (await appendToLedger(scope, 'erased', person));
  const until = new Date(entry.at);
  const { purged, kept } = await purgeOwn(scope, userId, until, reason);
  const isKnownElsewhere = await transaction(
    scope,
    async (tx) => {
      await recordErasure(tx, scope, entry);
      const cleared = await clearPerson(tx, scope, userId, until);
      const left = await forgetMember(tx, scope, userId);
      await recordChange(tx, scope, {
        action: 'user.erased',
        entity: 'user',
        ids: [userId],
        reason,
        event: 'namespace.changed',
        eventIds: [scope.namespace.id],
      });
      await refreshMediaIndex(tx, cleared);
      return left;
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
  if (elsewhere > 0) return true;
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
  return false;
}
