import { type MediaId, type MergeMediaInput, type MergeOutcome, TaskId } from '@vitrine/schema';
import type * as z from 'zod';
import { beginBulk } from '../bulk/begin-bulk.ts';
import { getMedia } from '../media/get-media.ts';
import type { Scope } from '../scope.ts';

/**
 * Lets one file stand for others of its kind, all or none of them, in one transaction. The task takes it back.
 * @throws MediaError as `applyMerge`.
 */
export async function mergeMedia(
  scope: Scope,
  { keepId, mergeIds }: z.output<typeof MergeMediaInput>,
): Promise<MergeOutcome> {
  const { taskId } = await beginBulk(scope, { kind: 'merge', keepId }, [keepId, ...mergeIds]);
  return { file: await getMedia(scope, { id: keepId as MediaId }), taskId: TaskId.parse(taskId) };
}
