import type { ChangedTag, MergeTagsInput, TaskId } from '@vitrine/schema';
import type * as z from 'zod';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { type EndedTag, endTags } from './end-tags.ts';
import { getTag } from './get-tag.ts';

/**
 * Makes one tag of several: files of the others carry `intoId`, and what stood under them stands under it. Where it stood
 * under one of them itself, it takes that one's place. By a task where very many files carry them.
 * @throws MediaError `not-found`, `auth.denied`, `input.invalid` for a tag into itself, `conflict` while others are
 * being merged into one of them.
 */
export async function mergeTags(scope: Scope, input: z.output<typeof MergeTagsInput>): Promise<ChangedTag> {
  authorize(scope.actor, 'tag.change');
  const { intoId } = input;
  const ids = [...new Set(input.ids)];
  if (ids.includes(intoId)) {
    throw new MediaError(
      'input.invalid',
      { fields: { intoId: ['is one of the tags that end'] } },
      { message: 'A tag can not be merged into itself. Leave it out of the others.' },
    );
  }
  const ended = await transaction(scope, async (tx) => {
    const { tags, taskId } = await endTags(tx, scope, { ids, intoId }, (those) =>
      moveTree(tx, scope, those, intoId),
    );
    await recordChange(
      tx,
      scope,
      ...tags.map(({ id, name, parent_id }) => ({
        action: 'tag.merged',
        entity: 'tag',
        ids: [id],
        event: 'tag.changed' as const,
        eventIds: [id, intoId],
        difference: { before: { name, parentId: parent_id }, after: { mergedInto: intoId } },
      })),
    );
    return taskId;
  });
  return { ...(await getTag(scope, { id: intoId })), taskId: ended as TaskId | null };
}

async function moveTree(
  tx: Transaction,
  scope: Scope,
  ended: readonly EndedTag[],
  intoId: string,
): Promise<void> {
  const namespaceId = scope.namespace.id;
  const ids = ended.map(({ id }) => id);
  const above = await tx.$queryRaw<{ id: string; parent_id: string | null }[]>`
    with recursive above as (
      select id, parent_id, 0 as height from tag where namespace_id = ${namespaceId}::uuid and id = ${intoId}::uuid
      union all
      select t.id, t.parent_id, height + 1 from tag t join above a on t.id = a.parent_id
      where t.namespace_id = ${namespaceId}::uuid)
    select id, parent_id from above order by height desc`;
  // The highest of them: above it nothing ends, so no circle can close.
  const highest = above.find(({ id }) => ids.includes(id));
  if (highest) {
    await tx.tag.update({
      where: { id: intoId },
      data: { parentId: highest.parent_id, updatedAt: scope.now() },
    });
  }
  await tx.tag.updateMany({
    where: { namespaceId, parentId: { in: ids }, id: { notIn: [...ids, intoId] } },
    data: { parentId: intoId, updatedAt: scope.now() },
  });
}
