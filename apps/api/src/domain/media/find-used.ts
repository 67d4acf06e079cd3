import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { describeUses } from '../references/describe-uses.ts';
import { findHeldMedia } from '../references/find-held-media.ts';
import { findUses } from '../references/find-uses.ts';
import type { Scope } from '../scope.ts';
import type { LockedMedia } from './lock-media.ts';

/** Uses named in a refusal; `media.usage` has all of them. */
const MAX_NAMED_USES = 20;

/**
 * Which of the files content uses, each with the refusal that names it. Their rows are locked, so no use can be added
 * between this look and the commit; what a look could miss, the foreign key would refuse.
 * @param also counts uses that an admin has overruled as well.
 */
export async function findUsed(
  tx: Transaction,
  scope: Scope,
  media: readonly LockedMedia[],
  also?: 'overruled',
): Promise<Map<LockedMedia, MediaError>> {
  if (media.length === 0) return new Map();
  const ids = media.map(({ id }) => id);
  const heldIds = await findHeldMedia(tx, scope.namespace.id, ids);
  if (also) {
    const where = { namespaceId: scope.namespace.id, mediaId: { in: ids } };
    const rows = await tx.reference.findMany({ where, distinct: ['mediaId'], select: { mediaId: true } });
    for (const { mediaId } of rows) heldIds.add(mediaId);
  }
  if (heldIds.size === 0) return new Map();
  const uses = await findUses(tx, scope.namespace.id, [...heldIds], MAX_NAMED_USES);
  const held = media.filter(({ id }) => heldIds.has(id));
  return new Map(
    held.map((item) => {
      const usedIn = uses.get(item.id) ?? [];
      const message = describeUses(item.title, usedIn);
      return [item, new MediaError('media.in-use', { mediaId: item.id, usedIn }, { message })];
    }),
  );
}
