import type { AccessLevel, MediaFile, MediaId } from '@vitrine/schema';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { can } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { resourceOf } from './find-media.ts';
import { getMedia } from './get-media.ts';
import { type LockedMedia, lockMedia } from './lock-media.ts';

/** The wider one first: whoever sees a file has to see the one in its place. */
const LEVELS: readonly AccessLevel[] = ['public', 'members', 'staff', 'private'];

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
      await requireFit(tx, scope, { from: replaced, to: requireSeen(scope, locked.get(to), to) });
    }
    const [before] = await tx.$queryRaw<{ replaced_by: string | null }[]>`
      select replaced_by from media where id = ${from}::uuid`;
    const previous = before?.replaced_by ?? null;
    if (previous === to) return;
    await tx.media.update({ where: { id: from }, data: { replacedBy: to, revision: { increment: 1 } } });
    await recordChange(tx, scope, {
      action: to === null ? 'media.replacement-undone' : 'media.replaced',
      entity: 'media',
      ids: [from],
      event: 'media.replaced',
      eventIds: [from, to, previous].filter((id) => id !== null),
    });
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

async function requireFit(
  tx: Transaction,
  scope: Scope,
  { from, to }: { from: LockedMedia; to: LockedMedia },
): Promise<void> {
  const refuse = (message: string) =>
    new MediaError('input.invalid', { fields: { to: [message] } }, { message });
  if (from.kind !== to.kind) throw refuse('A file can only stand in the place of one of its kind.');
  const rank = (media: LockedMedia) => LEVELS.indexOf(media.access_level as AccessLevel);
  if (rank(to) > rank(from)) {
    throw refuse('Fewer people may see this file than the one in whose place it would stand. Open it first.');
  }
  const [offered] = await tx.$queryRaw<unknown[]>`
    select from media
    where id = ${to.id}::uuid and is_offered(review_status, rights_start, rights_end, ${scope.now()}::timestamptz)`;
  if (!offered) throw new MediaError('media.not-offered', { mediaIds: [to.id] });
  const [circle] = await tx.$queryRaw<unknown[]>`
    select from named_in_place_of(array[${from.id}::uuid]) where media_id = ${to.id}::uuid`;
  // What two do at the same moment, a trigger refuses.
  if (circle) throw refuse('This file is shown as the one in whose place it would stand. Undo that first.');
}
