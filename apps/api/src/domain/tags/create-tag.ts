import type { CreateTagInput, Tag } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { getTag } from './get-tag.ts';
import { refuseTakenName } from './refuse-taken-name.ts';
import { slugOf } from './resolve-tags.ts';

/** @throws MediaError `conflict` where there is a tag of this name, `not-found` for a parent that is not there. */
export async function createTag(scope: Scope, input: z.output<typeof CreateTagInput>): Promise<Tag> {
  authorize(scope.actor, 'tag.create');
  const id = scope.newId();
  if (input.parentId) await getTag(scope, { id: input.parentId });
  await refuseTakenName(input.name, () =>
    transaction(scope, async (tx) => {
      await tx.tag.create({
        data: {
          ...input,
          id,
          namespaceId: scope.namespace.id,
          slug: slugOf(input.name),
          createdBy: scope.actor.userId,
        },
      });
      await recordChange(tx, scope, {
        action: 'tag.created',
        entity: 'tag',
        ids: [id],
        event: 'tag.changed',
      });
    }),
  );
  return getTag(scope, { id });
}
