import type { MediaFile, MediaId } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { can } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { resourceOf } from './find-media.ts';
import { getMedia } from './get-media.ts';
import { type LockedMedia, lockMedia } from './lock-media.ts';
import { refreshUses } from './refresh-uses.ts';
import { requireStandIn } from './require-stand-in.ts';

/**
 * Shows `to` wherever content names `from`, by one row and no change to any content; null undoes it. What pinned a
 * version keeps it. From then on `to` can not go to the trash while `from` is live.
 * @throws MediaError `not-found`, `auth.denied`, `gone` for a file in the trash, `input.invalid` where the two can not
 * stand for each other: another kind, fewer who may see it, or a circle; `media.not-offered` for one that content may not
 * begin to show.
 */
export async function replaceEverywhere(
  scope: Scope,
  input: { from: MediaId; to: MediaId | null },
): Promise<MediaFile> {
  const { from, to } = input;
  await transaction(scope, async (tx) => {
    const locked = await lockMedia(tx, scope, to === null ? [from] : [from, to]);
    const replaced = requireChangeable(scope, locked.get(from), from);
    if (to !== null) {
      await requireStandIn(tx, { from: replaced, to: requireSeen(scope, locked.get(to), to) }, 'to');
      await requireOffered(tx, scope, to);
    }
    const [before] = await tx.$queryRaw<{ replaced_by: string | null }[]>`
      select replaced_by from media where id = ${from}::uuid`;
    const previous = before?.replaced_by ?? null;
    if (previous === to) return;
    // One that was merged is a file of its own again: only a merge hides.
    const data = { replacedBy: to, mergedAt: null, revision: { increment: 1 } };
    await tx.media.update({ where: { id: from }, data });
    await recordChange(tx, scope, {
      action: to === null ? 'media.replacement-undone' : 'media.replaced',
      entity: 'media',
      ids: [from],
      event: 'media.replaced',
      eventIds: [from, to, previous].filter((id) => id !== null),
    });
    await refreshMediaIndex(tx, [from]);
    await refreshUses(
      tx,
      [from, previous].filter((id) => id !== null),
    );
  });
  return getMedia(scope, { id: from });
}

function requireSeen(scope: Scope, media: LockedMedia | undefined, id: string): LockedMedia {
  if (!media || !can(scope.actor, 'media.read', resourceOf(media))) throw new MediaError('not-found', { id });
  if (media.deleted_at === null) return media;
  const message = 'This file is in the trash. Restore it first.';
  throw new MediaError('gone', { mediaIds: [id] }, { message });
}

function requireChangeable(scope: Scope, media: LockedMedia | undefined, id: string): LockedMedia {
  const seen = requireSeen(scope, media, id);
  if (!can(scope.actor, 'media.change', resourceOf(seen))) throw new MediaError('auth.denied');
  return seen;
}

async function requireOffered(tx: Transaction, scope: Scope, id: string): Promise<void> {
  const [offered] = await tx.$queryRaw<unknown[]>`
    select from media
    where id = ${id}::uuid and is_offered(review_status, rights_start, rights_end, ${scope.now()}::timestamptz)`;
  if (!offered) throw new MediaError('media.not-offered', { mediaIds: [id] });
}
