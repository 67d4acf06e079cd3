import { TaskId } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { createTask } from '../tasks/create-task.ts';
import { type BatchOutcome, failureOf, outcomeOf, pickAllowed } from './batch-outcome.ts';
import { requireForce } from './delete-media.ts';
import { findPinned } from './find-pinned.ts';
import { findStandingIn } from './find-standing-in.ts';
import { findUsed } from './find-used.ts';
import { giveUpMedia } from './give-up-media.ts';
import { type LockedMedia, lockMedia } from './lock-media.ts';

const purgeTaskKind = 'purge-media';

export interface PurgeInput {
  ids: readonly string[];
  /** Purges also what content uses or a version of a page needs. */
  force?: boolean | undefined;
  /** For the audit; needed by force, and for what is not in the trash. */
  reason?: string | undefined;
}

/**
 * Deletes files for ever, whether in the trash or not: gone for everybody with this commit, their bytes by the job of
 * the task. For privacy, and to empty the trash before its time.
 * @throws MediaError `auth.denied` for anyone but an admin, `input.invalid` for force without a reason.
 */
export async function purgeMedia(
  scope: Scope,
  input: PurgeInput,
): Promise<BatchOutcome & { taskId: TaskId | null }> {
  const { force = false, reason } = input;
  authorize(scope.actor, 'media.purge');
  if (force) requireForce(scope, reason);
  const ids = [...new Set(input.ids)];
  return transaction(scope, async (tx) => {
    const locked = await lockMedia(tx, scope, ids);
    const { allowed, failed } = pickAllowed(scope, 'media.delete', ids, locked);
    const held = force
      ? new Map<LockedMedia, MediaError>()
      : new Map([
          ...(await findPinned(tx, scope, allowed)),
          ...(await findUsed(tx, scope, allowed, 'overruled')),
        ]);
    const hold = (found: ReadonlyMap<LockedMedia, MediaError>) => {
      for (const [media, error] of found) held.set(media, error);
    };
    hold(
      await findStandingIn(
        tx,
        scope,
        allowed.filter((media) => !held.has(media)),
      ),
    );
    for (const media of allowed.filter((each) => !held.has(each) && !each.deleted_at && !reason))
      held.set(media, withoutReason());
    // What stays, for whatever reason, keeps what is shown in its place.
    hold(
      await findStandingIn(
        tx,
        scope,
        allowed.filter((media) => !held.has(media)),
      ),
    );
    for (const [media, error] of held) failed.push(failureOf(media.id, error));
    const going = allowed.filter((media) => !held.has(media)).map(({ id }) => id);
    if (going.length === 0) return { ...outcomeOf(ids, failed), taskId: null };
    const taskId = await createTask(tx, scope, { kind: purgeTaskKind, total: going.length });
    await giveUpMedia(tx, scope, going, { reason, taskId });
    return { ...outcomeOf(ids, failed), taskId: TaskId.parse(taskId) };
  });
}

const withoutReason = () =>
  new MediaError(
    'input.invalid',
    { fields: { reason: ['Needed'] } },
    { message: 'Move the file to the trash first, or say why it has to be deleted for ever at once.' },
  );
