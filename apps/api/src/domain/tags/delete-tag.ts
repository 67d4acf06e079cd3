import type { DeletedTag, TagId, TaskId } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { endTags } from './end-tags.ts';

/**
 * Takes a tag off every file and removes it, by a task where very many carry it; tags under it move up to where it was.
 * @param input.reassignToId what its files carry then.
 * @throws MediaError `not-found`, `auth.denied`, `input.invalid` for a tag in its own place, `conflict` while others are
 * being merged into it.
 */
export async function deleteTag(
  scope: Scope,
  { id, reassignToId }: { id: string; reassignToId?: string | undefined },
): Promise<DeletedTag> {
  authorize(scope.actor, 'tag.change');
  if (id === reassignToId) {
    throw new MediaError(
      'input.invalid',
      { fields: { reassignToId: ['is the tag itself'] } },
      { message: 'The tag that is deleted can not take its own place. Choose another one.' },
    );
  }
  const namespaceId = scope.namespace.id;
  const ended = await transaction(scope, async (tx) => {
    const { tags, taskId } = await endTags(
      tx,
      scope,
      { ids: [id], intoId: reassignToId ?? null },
      async ([tag]) => {
        await tx.tag.updateMany({
          where: { namespaceId, parentId: id },
          data: { parentId: tag?.parent_id ?? null, updatedAt: scope.now() },
        });
      },
    );
    const [{ name, parent_id: parentId } = { name: '', parent_id: null }] = tags;
    await recordChange(tx, scope, {
      action: 'tag.deleted',
      entity: 'tag',
      ids: [id],
      event: 'tag.changed',
      eventIds: reassignToId ? [id, reassignToId] : [id],
      difference: {
        before: { name, parentId },
        after: reassignToId ? { reassignedTo: reassignToId } : {},
      },
    });
    return taskId;
  });
  return { id: id as TagId, taskId: ended as TaskId | null };
}
