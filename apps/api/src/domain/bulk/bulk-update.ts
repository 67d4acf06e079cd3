import type { BulkChanges, BulkOutcome, TagReference } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { resolveTags, slugOf } from '../tags/resolve-tags.ts';
import { beginBulk } from './begin-bulk.ts';
import { type BulkTarget, findTargets } from './find-targets.ts';

/**
 * Changes what is said of many files, their tags and their collections.
 * @throws MediaError `not-found` for a tag or a collection that is not there, `auth.denied` for a collection, and for tags
 * by name where the actor may make none.
 */
export async function bulkUpdate(
  scope: Scope,
  input: BulkTarget & { changes: BulkChanges },
): Promise<BulkOutcome> {
  const { addTags, removeTags, addToCollections = [], removeFromCollections = [], ...fields } = input.changes;
  const ids = await findTargets(scope, input, 'live');
  if (addTags?.some((tag) => 'name' in tag)) authorize(scope.actor, 'tag.create');
  if (ids.length === 0) return beginBulk(scope, { kind: 'restore' }, []);
  const addTagIds = addTags ? await transaction(scope, (tx) => resolveTags(tx, scope, addTags)) : [];
  return beginBulk(
    scope,
    {
      kind: 'update',
      fields,
      addTagIds,
      removeTagIds: removeTags ? await findTagIds(scope, removeTags) : [],
      addToCollections: [...new Set(addToCollections)],
      removeFromCollections: [...new Set(removeFromCollections)],
    },
    ids,
  );
}

/** To take a tag off that does not exist is nothing to do. */
async function findTagIds(scope: Scope, tags: readonly TagReference[]): Promise<string[]> {
  const ids = tags.flatMap((tag) => ('id' in tag ? [tag.id] : []));
  const slugs = tags.flatMap((tag) => ('name' in tag ? [slugOf(tag.name)] : []));
  const found = await scope.db.prisma.tag.findMany({
    where: { namespaceId: scope.namespace.id, OR: [{ id: { in: ids } }, { slug: { in: slugs } }] },
    select: { id: true },
  });
  return found.map(({ id }) => id);
}
