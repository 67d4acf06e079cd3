import type { Collection, CreateCollectionInput, SavedQuery } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { findDatabaseFault } from '../../errors/database-fault.ts';
import { authorize } from '../identity/can.ts';
import { pickFreeSlug } from '../pick-free-slug.ts';
import { recordChange } from '../record-change.ts';
import { requireUsable } from '../references/require-usable.ts';
import type { Scope } from '../scope.ts';
import { slugifyName } from '../tags/slugify-name.ts';
import { getCollection } from './get-collection.ts';

const MAX_ATTEMPTS = 5;

/** Makes a collection that people fill, or with `smartQuery` a smart one; its slug comes from the title and takes a number where another one has it.
 *  @throws MediaError `not-found` for a cover or parent that is not there. */
export async function createCollection(
  scope: Scope,
  input: z.output<typeof CreateCollectionInput>,
): Promise<Collection> {
  authorize(scope.actor, 'collection.create');
  const { coverId, parentId, smartQuery, ...fields } = input;
  const id = scope.newId();
  const base = slugifyName(input.title, 'collection');
  if (parentId) await getCollection(scope, { id: parentId });
  for (let attempt = 1; ; attempt += 1) {
    try {
      await transaction(scope, async (tx) => {
        const namespaceId = scope.namespace.id;
        if (coverId) await requireUsable(tx, scope, [coverId]);
        const taken = await tx.collection.findMany({
          where: { namespaceId, slug: { startsWith: base } },
          select: { slug: true },
        });
        const slug = pickFreeSlug(
          base,
          taken.map((row) => row.slug),
        );
        const links = { coverMediaId: coverId ?? null, parentId: parentId ?? null };
        await tx.collection.create({
          data: {
            ...{ id, namespaceId, slug, createdBy: scope.actor.userId, ...fields, ...links },
            ...(smartQuery && { smartQuery: { query: smartQuery } satisfies SavedQuery }),
          },
        });
        await recordChange(tx, scope, {
          action: 'collection.created',
          entity: 'collection',
          ids: [id],
          event: 'collection.changed',
        });
      });
      return await getCollection(scope, { id });
    } catch (error) {
      const isSlugTaken = findDatabaseFault(error)?.constraint === 'collection_namespace_id_slug_key';
      if (!isSlugTaken || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}
