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
 * @param which counts by default what keeps a file out of the trash; `overruled` also uses that an admin has overruled,
 * `published` nothing but what published content shows.
 */
export async function findUsed(
  tx: Transaction,
  scope: Scope,
  media: readonly LockedMedia[],
  which: 'holding' | 'overruled' | 'published' = 'holding',
): Promise<Map<LockedMedia, MediaError>> {
  if (media.length === 0) return new Map();
  const ids = media.map(({ id }) => id);
  const namespaceId = scope.namespace.id;
  const named = which === 'overruled' ? await findNamed(tx, namespaceId, ids) : [];
  const heldIds =
    which === 'published'
      ? await findPublished(tx, namespaceId, ids)
      : await findHeldMedia(tx, namespaceId, ids, named);
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

/** Those that content names at all. */
async function findNamed(tx: Transaction, namespaceId: string, ids: string[]): Promise<string[]> {
  const where = { namespaceId, mediaId: { in: ids } };
  const rows = await tx.reference.findMany({ where, distinct: ['mediaId'], select: { mediaId: true } });
  return rows.map(({ mediaId }) => mediaId);
}

/** Those that published content names, or names another file for that they stand in the place of. */
async function findPublished(tx: Transaction, namespaceId: string, ids: readonly string[]) {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct n.shown_id as id
    from named_in_place_of(${[...ids]}::uuid[]) n
    join reference r on r.namespace_id = ${namespaceId}::uuid and r.media_id = n.media_id
      and (r.media_id = n.shown_id or r.version_pin is null)
    join content_item c on c.namespace_id = r.namespace_id and c.id = r.content_item_id
    where c.state = 'published'`;
  return new Set(rows.map(({ id }) => id));
}
