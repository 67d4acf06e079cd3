import { isDeepStrictEqual } from 'node:util';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { type BatchFailure, failureOf, pickAllowed } from '../media/batch-outcome.ts';
import { type LockedMedia, lockMedia } from '../media/lock-media.ts';
import { refreshUses } from '../media/refresh-uses.ts';
import { restoreMediaIn } from '../media/restore-media.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import type { UndoMerge } from './apply-merge.ts';
import { inTrash, recordItems } from './apply-update.ts';
import type { MergeWork } from './describe-bulk.ts';
import type { SaidFields, TakenOver } from './take-over.ts';

/**
 * Makes files of their own again of those that were merged, and takes from the kept one what it took over: fields that
 * somebody has changed since stay as they are. One that was taken out of the merge by then, or merged into another, is left.
 */
export async function takeBackMerge(
  tx: Transaction,
  scope: Scope,
  { keepId }: MergeWork,
  undo: ReadonlyMap<string, UndoMerge>,
): Promise<BatchFailure[]> {
  const ids = [...undo.keys()];
  const behind = [...undo.values()].flatMap(({ stoodFor = [] }) => stoodFor);
  const locked = await lockMedia(tx, scope, [...ids, keepId, ...behind]);
  const { allowed, failed } = pickAllowed(scope, 'media.restore', ids, locked);
  const still = await findMerged(tx, scope, ids, keepId);
  const merged: LockedMedia[] = [];
  for (const media of allowed) {
    if (media.id === keepId) continue;
    if (still.has(media.id)) merged.push(media);
    else failed.push(failureOf(media.id, changedSince()));
  }
  const live = merged.filter(({ deleted_at }) => deleted_at === null).map(({ id }) => id);
  const trashed = merged.filter(({ deleted_at }) => deleted_at !== null).map(({ id }) => id);
  await tx.media.updateMany({
    where: { namespaceId: scope.namespace.id, id: { in: live } },
    data: { replacedBy: null, mergedAt: null, revision: { increment: 1 } },
  });
  for (const id of live) {
    const change = { action: 'media.unmerged', entity: 'media', ids: [id] };
    await recordChange(tx, scope, { ...change, event: 'media.replaced', eventIds: [id, keepId] });
  }
  const restored = await restoreMediaIn(tx, scope, trashed);
  failed.push(...restored.failed);
  await standBack(tx, scope, keepId, [...live, ...restored.succeeded], undo);

  const kept = allowed.find(({ id }) => id === keepId);
  const takenOver = undo.get(keepId)?.takenOver;
  if (kept?.deleted_at) failed.push(failureOf(keepId, inTrash()));
  else if (kept && takenOver) await giveBack(tx, scope, keepId, takenOver);
  await refreshMediaIndex(tx, [...ids, keepId]);
  await refreshUses(tx, [...ids, keepId]);
  return failed;
}

/** Those that are one with the kept file still: it may have been purged. */
async function findMerged(tx: Transaction, scope: Scope, ids: readonly string[], keepId: string) {
  const rows = await tx.media.findMany({
    where: {
      namespaceId: scope.namespace.id,
      id: { in: [...ids] },
      mergedAt: { not: null },
      OR: [{ replacedBy: keepId }, { replacedBy: null }],
    },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

/** What one of them stood for before, it stands for again. */
async function standBack(
  tx: Transaction,
  scope: Scope,
  keepId: string,
  ids: readonly string[],
  undo: ReadonlyMap<string, UndoMerge>,
): Promise<void> {
  for (const id of ids) {
    const back = await tx.media.updateManyAndReturn({
      where: {
        namespaceId: scope.namespace.id,
        id: { in: undo.get(id)?.stoodFor ?? [] },
        replacedBy: keepId,
        purgeStartedAt: null,
      },
      data: { replacedBy: id, revision: { increment: 1 } },
      select: { id: true },
    });
    for (const { id: from } of back) {
      const change = { action: 'media.replaced', entity: 'media', ids: [from] };
      await recordChange(tx, scope, { ...change, event: 'media.replaced', eventIds: [from, id, keepId] });
    }
  }
}

async function giveBack(tx: Transaction, scope: Scope, id: string, taken: TakenOver): Promise<void> {
  const namespaceId = scope.namespace.id;
  const names = Object.keys(taken.after) as (keyof SaidFields)[];
  const select = {
    description: true,
    caption: true,
    credit: true,
    license: true,
    alt: true,
    keep: true,
    takenAt: true,
  };
  const found = await tx.media.findUniqueOrThrow({
    where: { id },
    select: { ...select, fieldSources: true },
  });
  const now = JSON.parse(JSON.stringify(found)) as SaidFields & { fieldSources: Record<string, string> };
  const untouched = names.filter((name) => isDeepStrictEqual(now[name], taken.after[name]));
  const sources = Object.fromEntries(
    Object.entries(now.fieldSources).filter(([name]) => !untouched.includes(name as keyof SaidFields)),
  );
  for (const name of untouched) if (taken.sources[name] !== undefined) sources[name] = taken.sources[name];
  await tx.media.update({
    where: { id },
    data: {
      ...(Object.fromEntries(untouched.map((name) => [name, taken.before[name]])) as SaidFields),
      fieldSources: sources,
      revision: { increment: 1 },
      updatedAt: scope.now(),
    },
  });
  await tx.mediaTag.deleteMany({ where: { namespaceId, mediaId: id, tagId: { in: taken.addedTags } } });
  const left = await tx.collectionItem.findMany({
    where: { namespaceId, mediaId: id, collectionId: { in: taken.addedTo } },
    select: { collectionId: true },
    orderBy: { collectionId: 'asc' },
  });
  await tx.collectionItem.deleteMany({
    where: { namespaceId, mediaId: id, collectionId: { in: taken.addedTo } },
  });
  for (const { collectionId } of left) await recordItems(tx, scope, 'collection.items-removed', collectionId);
  for (const { id: collectionId, was } of taken.covers) {
    const { count } = await tx.collection.updateMany({
      where: { namespaceId, id: collectionId, coverMediaId: id },
      data: { coverMediaId: was },
    });
    if (count > 0) await recordItems(tx, scope, 'collection.updated', collectionId);
  }
  const change = { action: 'media.updated', entity: 'media', ids: [id], reason: 'Taken back.' };
  await recordChange(tx, scope, { ...change, event: 'media.updated' });
}

const changedSince = () =>
  new MediaError('conflict', undefined, {
    message: 'This file is no longer merged into that one. It stays as it is.',
  });
