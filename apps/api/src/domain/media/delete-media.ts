import { type Transaction, transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { type BatchOutcome, failureOf, outcomeOf, pickAllowed } from './batch-outcome.ts';
import { findStandingIn } from './find-standing-in.ts';
import { findUsed } from './find-used.ts';
import { lockMedia } from './lock-media.ts';
import { trashMedia } from './trash-media.ts';

export interface DeleteInput {
  ids: readonly string[];
  /** Moves used files too: what uses them goes on showing them, nothing new can. */
  force?: boolean | undefined;
  /** For the audit; needed by force. */
  reason?: string | undefined;
}

/**
 * Moves files to the trash: those that nothing uses and that the actor may delete. The others stay, each with its
 * reason; a used one names the content in `details.usedIn`. One that is in the trash already counts as done.
 * @throws MediaError `auth.denied` for force by anyone but an admin, `input.invalid` for force without a reason.
 */
export async function deleteMedia(scope: Scope, input: DeleteInput): Promise<BatchOutcome> {
  return transaction(scope, (tx) => deleteMediaIn(tx, scope, input));
}

/** The same inside a transaction of the caller. */
export async function deleteMediaIn(
  tx: Transaction,
  scope: Scope,
  input: DeleteInput,
): Promise<BatchOutcome> {
  const { force = false, reason } = input;
  if (force) requireForce(scope, reason);
  const ids = [...new Set(input.ids)];
  const locked = await lockMedia(tx, scope, ids);
  const { allowed, failed } = pickAllowed(scope, 'media.delete', ids, locked);
  const live = allowed.filter((media) => media.deleted_at === null);
  const used = await findUsed(tx, scope, live);
  const held = force ? await findStandingIn(tx, scope, live) : used;
  for (const [media, error] of held) failed.push(failureOf(media.id, error));
  const going = live.filter((media) => !held.has(media));
  if (force) {
    await overrule(
      tx,
      scope,
      going.filter((media) => used.has(media)).map(({ id }) => id),
      reason,
    );
  }
  await trashMedia(
    tx,
    scope,
    going.map(({ id }) => id),
    { reason },
  );
  return outcomeOf(ids, failed);
}

/** @throws MediaError `auth.denied`, `input.invalid` without a reason. */
export function requireForce(scope: Scope, reason: string | undefined): void {
  authorize(scope.actor, 'media.force');
  if (reason) return;
  throw new MediaError(
    'input.invalid',
    { fields: { reason: ['Needed'] } },
    { message: 'Say why: what is done by force stands with its reason in the audit.' },
  );
}

/** Takes the hold of content off its files. The content is served as before: it has the right of who was first. */
async function overrule(
  tx: Transaction,
  scope: Scope,
  ids: readonly string[],
  reason: string | undefined,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.reference.updateMany({
    where: { namespaceId: scope.namespace.id, mediaId: { in: [...ids] }, needsLive: true },
    data: { needsLive: null },
  });
  await recordChange(tx, scope, {
    action: 'media.forced',
    entity: 'media',
    ids,
    ...(reason !== undefined && { reason }),
  });
}
