import type { Collection, SavedQuery, UpdateCollectionInput } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { describeDifference } from '../describe-difference.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import { requireUsable } from '../references/require-usable.ts';
import type { Scope } from '../scope.ts';
import { getCollection } from './get-collection.ts';
import { lockCollection } from './lock-collection.ts';
import { resourceOfCollection } from './require-collection.ts';

const described = {
  title: true,
  description: true,
  color: true,
  accessLevel: true,
  coverMediaId: true,
  parentId: true,
  smartQuery: true,
} as const;

/** Changes the fields that are there; the slug stays, links to it stay good.
 *  @throws MediaError `not-found`, `auth.denied`, `input.invalid` for one that would stand under itself, or
 *  for a query of one that people fill. */
export async function updateCollection(
  scope: Scope,
  input: z.output<typeof UpdateCollectionInput>,
): Promise<Collection> {
  const { id, coverId, parentId, smartQuery, ...fields } = input;
  if (parentId) await getCollection(scope, { id: parentId });
  await transaction(scope, async (tx) => {
    const collection = await lockCollection(tx, scope, id);
    const resource = resourceOfCollection(collection);
    const { accessLevel = resource.accessLevel } = fields;
    authorize(scope.actor, 'collection.change', { ...resource, accessLevel });
    if (smartQuery && !collection.isSmart) throw staysFilled();
    if (coverId) await requireUsable(tx, scope, [coverId]);
    const before = await tx.collection.findUniqueOrThrow({ where: { id }, select: described });
    const after = await tx.collection.update({
      where: { id },
      select: described,
      data: {
        ...fields,
        ...(coverId !== undefined && { coverMediaId: coverId }),
        ...(parentId !== undefined && { parentId }),
        ...(smartQuery && { smartQuery: { query: smartQuery } satisfies SavedQuery }),
        updatedAt: scope.now(),
      },
    });
    await recordChange(tx, scope, {
      action: 'collection.updated',
      entity: 'collection',
      ids: [id],
      event: 'collection.changed',
      difference: describeDifference(before, after),
    });
  });
  return getCollection(scope, { id });
}

const staysFilled = () =>
  new MediaError(
    'input.invalid',
    { fields: { smartQuery: ['is of smart collections'] } },
    { message: 'People fill this collection: it does not become a smart one. Make a new smart collection.' },
  );
