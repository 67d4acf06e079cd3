import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { enqueue } from '../../queue/enqueue.ts';
import type { Scope } from '../scope.ts';
import { createTask } from '../tasks/create-task.ts';
import { queueVocabulary } from '../vocabulary/queue-vocabulary.ts';
import { EndTagsInput, endTagsJob, endTagsTaskKind } from './describe-end-tags.ts';
import { findEndingTags } from './find-ending-tags.ts';
import { lockTagTree } from './lock-tag-tree.ts';
import { lockCarriers, moveCarriers } from './move-carriers.ts';
import { renameInQueries } from './rename-in-queries.ts';
import { renameTypedTags } from './rename-typed-tags.ts';

/** More carriers than this are a task's: in a request they would hold it, and their rows, for seconds. */
export const CARRIERS_AT_ONCE = 1000;

export interface EndedTag {
  id: string;
  name: string;
  slug: string;
  parent_id: string | null;
}

/**
 * Ends tags in the transaction of the caller: their files carry `intoId` instead, or nothing. Few carriers at once; many
 * by a task, and until it is done the tags stay where a search for `intoId` finds them, right under it.
 * @param reparent is called with the tags while the tree is locked: it moves what is under them elsewhere.
 * @returns the tags as they were, and the task; null where all is done.
 * @throws MediaError `not-found` for one that is not there, `conflict` while others are being merged into one of them.
 */
export async function endTags(
  tx: Transaction,
  scope: Scope,
  { ids, intoId }: { ids: readonly string[]; intoId: string | null },
  reparent: (tags: readonly EndedTag[]) => Promise<void>,
): Promise<{ tags: EndedTag[]; taskId: string | null }> {
  const namespaceId = scope.namespace.id;
  await lockTagTree(tx, namespaceId);
  const ending = await findEndingTags(tx, namespaceId);
  const named = intoId === null ? [...ids] : [...ids, intoId];
  const gone = named.filter((id) => ending.has(id));
  if (gone.length > 0) throw new MediaError('not-found', { ids: gone });
  if ([...ending.values()].some((id) => id !== null && ids.includes(id))) throw stillMerging();

  // Files first, then tags: in this order everybody locks them.
  const mediaIds = await lockCarriers(tx, namespaceId, ids, CARRIERS_AT_ONCE + 1);
  const rows = await tx.$queryRaw<EndedTag[]>`
    select id, name, slug, parent_id from tag
    where namespace_id = ${namespaceId}::uuid and id = any (${named}::uuid[]) order by id for update`;
  const missing = named.filter((id) => !rows.some((row) => row.id === id));
  if (missing.length > 0) throw new MediaError('not-found', { ids: missing });
  const tags = rows.filter(({ id }) => id !== intoId);

  await reparent(tags);
  const into = rows.find(({ id }) => id === intoId);
  if (into) {
    await renameInQueries(tx, namespaceId, ids, into.id);
    await renameTypedTags(tx, scope, tags, into);
  }
  const total = await countCarriers(tx, namespaceId, ids);
  if (total > CARRIERS_AT_ONCE) return { tags, taskId: await endByTask(tx, scope, tags, { intoId, total }) };
  await tx.tag.updateMany({ where: { namespaceId, id: { in: [...ids] } }, data: { parentId: null } });
  await moveCarriers(tx, namespaceId, {
    ids,
    intoId,
    mediaIds: await allCarriers(tx, namespaceId, ids, mediaIds),
  });
  await tx.tag.deleteMany({ where: { namespaceId, id: { in: [...ids] } } });
  if (total > 0) await queueVocabulary(tx, scope);
  return { tags, taskId: null };
}

/** Some may have come between our look and our lock of the tag; now none can. */
async function allCarriers(
  tx: Transaction,
  namespaceId: string,
  ids: readonly string[],
  known: readonly string[],
): Promise<string[]> {
  const rows = await tx.mediaTag.findMany({
    where: { namespaceId, tagId: { in: [...ids] } },
    select: { mediaId: true },
    distinct: ['mediaId'],
  });
  return [...new Set([...known, ...rows.map(({ mediaId }) => mediaId)])];
}

async function countCarriers(tx: Transaction, namespaceId: string, ids: readonly string[]): Promise<number> {
  const [row] = await tx.$queryRaw<{ total: bigint }[]>`
    select count(*) as total from media_tag
    where namespace_id = ${namespaceId}::uuid and tag_id = any (${[...ids]}::uuid[])`;
  return Number(row?.total ?? 0);
}

async function endByTask(
  tx: Transaction,
  scope: Scope,
  tags: readonly EndedTag[],
  { intoId, total }: { intoId: string | null; total: number },
): Promise<string> {
  const namespaceId = scope.namespace.id;
  for (const { id } of tags) {
    // Their names are free from now on; a filter by a tag also finds what stands under it.
    await tx.tag.update({
      where: { id },
      data: { slug: `ending-${id}`, ...(intoId !== null && { parentId: intoId }), updatedAt: scope.now() },
    });
  }
  const input = EndTagsInput.parse({
    ids: tags.map(({ id }) => id),
    intoId,
    slugs: Object.fromEntries(tags.map(({ id, slug }) => [id, slug])),
  });
  const taskId = await createTask(tx, scope, { kind: endTagsTaskKind, total, input });
  await enqueue(
    tx,
    endTagsJob.name,
    endTagsJob.payload,
    { namespaceId, taskId },
    {
      jobKey: `${endTagsJob.name}:${taskId}`,
      queueName: `${endTagsJob.name}:${namespaceId}`,
      requestId: scope.requestId,
    },
  );
  return taskId;
}

const stillMerging = () =>
  new MediaError('conflict', undefined, {
    message: 'Other tags are still being merged into this one. Try again when that task is done.',
  });
