import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { refusalOf } from '../media/batch-outcome.ts';
import { type LockedMedia, lockMedia } from '../media/lock-media.ts';
import { refreshUses } from '../media/refresh-uses.ts';
import { requireStandIn } from '../media/require-stand-in.ts';
import { trashMedia } from '../media/trash-media.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { inTrash } from './apply-update.ts';
import type { MergeWork } from './describe-bulk.ts';
import { type TakenOver, takeOver } from './take-over.ts';

/** How one file of a merge is taken back: what the kept one took over, and in whose place a merged one stood. */
export interface UndoMerge {
  takenOver?: TakenOver;
  stoodFor?: string[];
}

/**
 * Merges files into one: it stands in their place from now on and takes over what is said of them. Those that no content
 * names go to the trash; the others stay what their content holds on to, in no list, until none does.
 * @throws MediaError where one of them can not be: `not-found`, `auth.denied`, `gone` for one in the trash, `input.invalid`
 * where the kept one can not stand for it, `media.not-offered` where it may be offered less than what it stands for.
 */
export async function applyMerge(
  tx: Transaction,
  scope: Scope,
  { keepId }: MergeWork,
  ids: readonly string[],
): Promise<Map<string, UndoMerge>> {
  const namespaceId = scope.namespace.id;
  const mergeIds = ids.filter((id) => id !== keepId);
  const behind = await tx.media.findMany({
    where: { namespaceId, replacedBy: { in: mergeIds } },
    select: { id: true },
  });
  const locked = await lockMedia(tx, scope, [...ids, ...behind.map(({ id }) => id)]);
  const kept = requireAllowed(scope, locked, keepId, ['media.change']);
  if (mergeIds.length === 0) throw new MediaError('conflict', { id: keepId }, mergedIntoItself);
  await requireUnreplaced(tx, ids);
  for (const id of mergeIds) {
    const from = requireAllowed(scope, locked, id, ['media.change', 'media.delete']);
    await requireStandIn(tx, { from, to: kept }, 'keepId');
  }
  await requireOfferedAsMuch(tx, scope, keepId, mergeIds);

  // Their rows are locked: a use that is being written was waited for, and none begins before the commit.
  const named = await tx.reference.findMany({
    where: { namespaceId, mediaId: { in: mergeIds }, needsLive: true },
    distinct: ['mediaId'],
    select: { mediaId: true },
  });
  const inUse = new Set(named.map(({ mediaId }) => mediaId));
  const stoodFor = await repoint(tx, namespaceId, mergeIds, keepId);
  await tx.media.updateMany({
    where: { namespaceId, id: { in: mergeIds } },
    data: { replacedBy: keepId, mergedAt: scope.now(), revision: { increment: 1 } },
  });
  const takenOver = await takeOver(tx, scope, keepId, mergeIds);
  await recordChange(
    tx,
    scope,
    ...[...mergeIds.map((id) => [id, id] as const), ...stoodFor.map(({ id, was }) => [id, was] as const)].map(
      ([id, was]) => ({
        action: id === was ? 'media.merged' : 'media.replaced',
        entity: 'media',
        ids: [id],
        event: 'media.replaced' as const,
        eventIds: [...new Set([id, keepId, was])],
      }),
    ),
  );
  const unused = mergeIds.filter((id) => !inUse.has(id));
  await trashMedia(tx, scope, unused, { reason: `Merged into ${keepId}` });
  await refreshMediaIndex(tx, ids);
  await refreshUses(tx, ids);
  return new Map<string, UndoMerge>([
    [keepId, { takenOver }],
    ...mergeIds.map((id): [string, UndoMerge] => [
      id,
      { stoodFor: stoodFor.filter(({ was }) => was === id).map((one) => one.id) },
    ]),
  ]);
}

function requireAllowed(
  scope: Scope,
  locked: ReadonlyMap<string, LockedMedia>,
  id: string,
  actions: readonly ('media.change' | 'media.delete')[],
): LockedMedia {
  const media = locked.get(id);
  for (const action of actions) {
    const refusal = refusalOf(scope, action, media);
    if (refusal) throw new MediaError(refusal.code, { ...refusal.details, id });
  }
  if (!media) throw new MediaError('not-found', { id });
  if (media.deleted_at !== null) throw inTrash();
  return media;
}

/** One that is shown as another, or is one with it, has nothing of its own to merge. */
async function requireUnreplaced(tx: Transaction, ids: readonly string[]): Promise<void> {
  const replaced = await tx.media.findFirst({
    where: { id: { in: [...ids] }, replacedBy: { not: null } },
    select: { id: true, title: true },
  });
  if (!replaced) return;
  const message = `“${replaced.title}” is shown as another file. Undo that first, or merge that one.`;
  throw new MediaError('input.invalid', { fields: { mergeIds: [message] }, id: replaced.id }, { message });
}

const mergedIntoItself = { message: 'A file can not be merged into itself. Name another one.' };

/** Published content shows nothing that is withheld because of a merge. */
async function requireOfferedAsMuch(
  tx: Transaction,
  scope: Scope,
  keepId: string,
  mergeIds: readonly string[],
): Promise<void> {
  const offered = await tx.$queryRaw<{ id: string }[]>`
    select id from media
    where id = any (${[keepId, ...mergeIds]}::uuid[])
      and is_offered(review_status, rights_start, rights_end, ${scope.now()}::timestamptz)`;
  if (offered.length === 0 || offered.some(({ id }) => id === keepId)) return;
  throw new MediaError('media.not-offered', { mediaIds: [keepId] });
}

/** What the merged ones stood for, the kept one stands for now: also addresses of what was merged into them before. */
async function repoint(
  tx: Transaction,
  namespaceId: string,
  mergeIds: readonly string[],
  keepId: string,
): Promise<{ id: string; was: string }[]> {
  return tx.$queryRaw<{ id: string; was: string }[]>`
    update media m set replaced_by = ${keepId}::uuid, revision = m.revision + 1
    from (select id, replaced_by as was from media
      where namespace_id = ${namespaceId}::uuid and replaced_by = any (${[...mergeIds]}::uuid[])) before
    where m.id = before.id returning m.id, before.was`;
}
