import type { ChangedTag, TaskId, UpdateTagInput } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { describeDifference } from '../describe-difference.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { getTag } from './get-tag.ts';
import { lockTagTree } from './lock-tag-tree.ts';
import { refreshTaggedMedia } from './refresh-tagged-media.ts';
import { refuseTakenName } from './refuse-taken-name.ts';
import { renameTypedTags } from './rename-typed-tags.ts';
import { slugOf } from './resolve-tags.ts';

const described = { name: true, slug: true, description: true, color: true, parentId: true } as const;

/** Changes the fields that are there. A new name is shown at once; search finds very many files by it a
 *  little later.
 *  @throws MediaError `not-found`, `conflict` for a name that another tag has, `input.invalid` for a circle. */
export async function updateTag(scope: Scope, input: z.output<typeof UpdateTagInput>): Promise<ChangedTag> {
  authorize(scope.actor, 'tag.change');
  const { id, ...fields } = input;
  const { name } = fields;
  await getTag(scope, { id });
  if (fields.parentId) await getTag(scope, { id: fields.parentId });
  const refreshing = await refuseTakenName(name ?? '', () =>
    transaction(scope, async (tx) => {
      if (fields.parentId) await lockTagTree(tx, scope.namespace.id);
      const where = { namespaceId_id: { namespaceId: scope.namespace.id, id } };
      const before = await tx.tag.findUniqueOrThrow({ where, select: described });
      const after = await tx.tag.update({
        where,
        select: described,
        data: { ...fields, ...(name !== undefined && { slug: slugOf(name) }), updatedAt: scope.now() },
      });
      await recordChange(tx, scope, {
        action: 'tag.updated',
        entity: 'tag',
        ids: [id],
        event: 'tag.changed',
        difference: describeDifference(before, after),
      });
      if (name === undefined || name === before.name) return null;
      await renameTypedTags(tx, scope, [{ id, ...before }], { id, ...after });
      return refreshTaggedMedia(tx, scope, id);
    }),
  );
  return { ...(await getTag(scope, { id })), taskId: refreshing as TaskId | null };
}
