import type { AccessLevel } from '@vitrine/schema';
import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import type { LockedMedia } from './lock-media.ts';

/** The wider one first: whoever sees a file has to see the one in its place. */
const LEVELS: readonly AccessLevel[] = ['public', 'members', 'staff', 'private'];

/**
 * Makes sure that a file can be shown in the place of another: of the same kind, seen by at least as many, and in no circle.
 * @param field of the input that names the file in its place.
 * @throws MediaError `input.invalid`.
 */
export async function requireStandIn(
  tx: Transaction,
  { from, to }: { from: LockedMedia; to: LockedMedia },
  field: string,
): Promise<void> {
  const refuse = (message: string) =>
    new MediaError('input.invalid', { fields: { [field]: [message] } }, { message });
  if (from.kind !== to.kind) throw refuse('A file can only stand in the place of one of its kind.');
  const rank = (media: LockedMedia) => LEVELS.indexOf(media.access_level as AccessLevel);
  if (rank(to) > rank(from)) {
    throw refuse('Fewer people may see this file than the one in whose place it would stand. Open it first.');
  }
  const [circle] = await tx.$queryRaw<unknown[]>`
    select from named_in_place_of(array[${from.id}::uuid]) where media_id = ${to.id}::uuid`;
  // What two do at the same moment, a trigger refuses.
  if (circle) throw refuse('This file is shown as the one in whose place it would stand. Undo that first.');
}
