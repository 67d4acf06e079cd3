import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { findHeldVersions } from '../references/find-held-versions.ts';
import type { Scope } from '../scope.ts';
import type { LockedMedia } from './lock-media.ts';

/**
 * Which of the files have versions that content shows by their number, or that a version of a page needs to be restored:
 * those are never purged by the clock. What a look misses, the foreign keys of both refuse.
 */
export async function findPinned(
  tx: Transaction,
  scope: Scope,
  media: readonly LockedMedia[],
): Promise<Map<LockedMedia, MediaError>> {
  const held = await findHeldVersions(
    tx,
    scope.namespace.id,
    media.map(({ id }) => id),
  );
  const pinned = new Set(held.map(({ mediaId }) => mediaId));
  return new Map(
    media
      .filter(({ id }) => pinned.has(id))
      .map((item) => [
        item,
        new MediaError(
          'media.in-use',
          { mediaId: item.id, usedIn: [] },
          { message: `“${item.title}” is shown by a saved version of a page, and so it is kept.` },
        ),
      ]),
  );
}
