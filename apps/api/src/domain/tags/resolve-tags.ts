import type { TagReference } from '@vitrine/schema';
import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { findEndingTags } from './find-ending-tags.ts';
import { slugifyName } from './slugify-name.ts';

/**
 * The ids of tags that are named by id or by name, without doubles. A name that no tag has yet makes one; names
 * that make the same slug (`Summer`, `summer`) are the same tag.
 * @throws MediaError `not-found` for an id that is no tag of this namespace.
 */
export async function resolveTags(
  tx: Transaction,
  scope: Scope,
  references: readonly TagReference[],
): Promise<string[]> {
  const namespaceId = scope.namespace.id;
  const wantedIds = await idsOf(tx, namespaceId, references);
  const found = await tx.tag.findMany({
    where: { namespaceId, id: { in: wantedIds } },
    select: { id: true },
  });
  const foundIds = new Set(found.map(({ id }) => id));
  const missing = wantedIds.filter((id) => !foundIds.has(id));
  if (missing.length > 0) {
    throw new MediaError(
      'not-found',
      { tagIds: missing },
      {
        message: 'A tag does not exist any more. Load the tags again.',
      },
    );
  }

  const byName = new Map(
    references.flatMap((tag) => ('name' in tag ? [[slugOf(tag.name), tag.name] as const] : [])),
  );
  // In one order, so that two who make the same tags do not wait for each other in a circle.
  const slugs = [...byName.keys()].sort();
  if (slugs.length === 0) return wantedIds;
  const candidates = slugs.map((slug) => ({
    id: scope.newId(),
    namespaceId,
    slug,
    name: byName.get(slug) ?? slug,
  }));
  const made = await tx.tag.createManyAndReturn({
    data: candidates.map((tag) => ({ ...tag, createdBy: scope.actor.userId })),
    skipDuplicates: true,
    select: { id: true },
  });
  if (made.length > 0) {
    const ids = made.map(({ id }) => id);
    await recordChange(tx, scope, { action: 'tag.created', entity: 'tag', ids, event: 'tag.changed' });
  }
  const named = await tx.tag.findMany({ where: { namespaceId, slug: { in: slugs } }, select: { id: true } });
  return [...new Set([...wantedIds, ...named.map(({ id }) => id)])];
}

/** Of tags that are being merged into others the ids of these; of those that are being deleted none. */
async function idsOf(
  tx: Transaction,
  namespaceId: string,
  references: readonly TagReference[],
): Promise<string[]> {
  const ids = references.flatMap((tag) => ('id' in tag ? [tag.id as string] : []));
  if (ids.length === 0) return [];
  const ending = await findEndingTags(tx, namespaceId);
  return [...new Set(ids.flatMap((id) => (ending.has(id) ? (ending.get(id) ?? []) : id)))];
}

/** A name without any letter that a slug can have still needs one of its own. */
export function slugOf(name: string): string {
  return slugifyName(name, `tag-${Buffer.from(name.toLowerCase()).toString('hex').slice(0, 80)}`);
}
