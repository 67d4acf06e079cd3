import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { appendToCollection } from '../collections/add-collection-items.ts';
import { lockItems } from '../collections/lock-items.ts';
import { can } from '../identity/can.ts';
import { type BatchFailure, failureOf, pickAllowed } from '../media/batch-outcome.ts';
import { describeWithdrawals } from '../media/describe-withdrawal.ts';
import { resourceOf } from '../media/find-media.ts';
import { type LockedMedia, lockMedia } from '../media/lock-media.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import type { FieldChanges, UpdateWork } from './describe-bulk.ts';
import { refuseUnfit } from './refuse-unfit.ts';
import { type FieldSources, fieldNamesOf, readFields, readSources, writeFields } from './write-fields.ts';

/** How one file is taken back. */
export interface UndoUpdate {
  fields?: FieldChanges;
  /** Of the changed fields, and of `tags`; missing in work of before it was noted. */
  sources?: FieldSources;
  addedTags?: string[];
  removedTags?: { id: string; source: string }[];
  addedTo?: string[];
  removedFrom?: { id: string; position: string }[];
}

/**
 * Changes one batch of files, all that may be changed of it.
 * @throws MediaError `not-found` for a tag or a collection that is not there any more, `auth.denied` for a collection.
 */
export async function applyUpdate(
  tx: Transaction,
  scope: Scope,
  work: UpdateWork,
  ids: readonly string[],
): Promise<{ failed: BatchFailure[]; undo: Map<string, UndoUpdate> }> {
  const locked = await lockMedia(tx, scope, ids);
  const names = fieldNamesOf(work.fields);
  const changesFile = names.length + work.addTagIds.length + work.removeTagIds.length > 0;
  // Who only sorts files into collections need not be their owner.
  const action = changesFile ? 'media.change' : 'media.read';
  const { allowed, failed } = pickAllowed(scope, action, ids, locked);
  const { accessLevel } = work.fields;
  const able: LockedMedia[] = [];
  for (const media of allowed) {
    // Nobody shuts a file away from themselves: they could not take it back.
    const after = { ...resourceOf(media), ...(accessLevel && { accessLevel }) };
    if (media.deleted_at !== null) failed.push(failureOf(media.id, inTrash()));
    else if (can(scope.actor, action, after)) able.push(media);
    else failed.push(failureOf(media.id, new MediaError('auth.denied')));
  }
  const checked = await refuseUnfit(
    tx,
    scope,
    able.map((media) => ({ id: media.id, media, fields: work.fields })),
  );
  failed.push(...checked.failed);
  const going = checked.fit.map(({ id }) => id);
  const undo = new Map<string, UndoUpdate>(going.map((id) => [id, {}]));
  if (going.length === 0) return { failed, undo };

  if (names.length > 0) {
    for (const [id, fields] of await readFields(tx, scope, going, names)) note(undo, id, () => ({ fields }));
  }
  if (changesFile) {
    const files = going.map((id) => ({ id, fields: work.fields }));
    const also = alsoMarked(work);
    for (const [id, sources] of await readSources(tx, scope, going, [...names, ...also]))
      note(undo, id, () => ({ sources }));
    await writeFields(tx, scope, files, names, also);
  }
  await changeTags(tx, scope, work, going, undo);
  await changeCollections(tx, scope, work, going, undo);
  if (changesFile) {
    const levels = checked.fit.map(({ id, media, fields }) => ({
      id,
      from: resourceOf(media).accessLevel,
      to: fields.accessLevel,
    }));
    await recordChange(
      tx,
      scope,
      { action: 'media.updated', entity: 'media', ids: going, event: 'media.updated' },
      ...describeWithdrawals(levels),
    );
  }
  await refreshMediaIndex(tx, going);
  return { failed, undo };
}

/** What else than its fields is marked as a person's. */
export const alsoMarked = (work: UpdateWork): string[] =>
  work.addTagIds.length + work.removeTagIds.length > 0 ? ['tags'] : [];

async function changeTags(
  tx: Transaction,
  scope: Scope,
  work: UpdateWork,
  ids: string[],
  undo: Map<string, UndoUpdate>,
): Promise<void> {
  const namespaceId = scope.namespace.id;
  if (work.addTagIds.length > 0) {
    // Held until the commit, so that none is deleted in between.
    const there = await tx.$queryRaw<{ id: string }[]>`
      select id from tag where namespace_id = ${namespaceId}::uuid and id = any (${work.addTagIds}::uuid[])
      order by id for key share`;
    if (there.length < work.addTagIds.length) throw new MediaError('not-found', undefined, tagGone);
    const added = await tx.$queryRaw<{ media_id: string; tag_id: string }[]>`
      insert into media_tag (namespace_id, media_id, tag_id, source, created_by)
      select ${namespaceId}::uuid, m, t, 'user', ${scope.actor.userId}::uuid
      from unnest(${ids}::uuid[]) m cross join unnest(${work.addTagIds}::uuid[]) t order by m, t
      on conflict do nothing returning media_id, tag_id`;
    for (const { media_id, tag_id } of added)
      note(undo, media_id, (one) => ({ addedTags: [...(one.addedTags ?? []), tag_id] }));
  }
  if (work.removeTagIds.length > 0) {
    const removed = await tx.$queryRaw<{ media_id: string; tag_id: string; source: string }[]>`
      delete from media_tag where namespace_id = ${namespaceId}::uuid and media_id = any (${ids}::uuid[])
        and tag_id = any (${work.removeTagIds}::uuid[]) returning media_id, tag_id, source`;
    for (const { media_id, tag_id: id, source } of removed)
      note(undo, media_id, (one) => ({ removedTags: [...(one.removedTags ?? []), { id, source }] }));
  }
}

async function changeCollections(
  tx: Transaction,
  scope: Scope,
  work: UpdateWork,
  ids: string[],
  undo: Map<string, UndoUpdate>,
): Promise<void> {
  const namespaceId = scope.namespace.id;
  for (const id of [...new Set([...work.addToCollections, ...work.removeFromCollections])].sort()) {
    await lockItems(tx, scope, id);
  }
  for (const id of work.addToCollections) {
    for (const mediaId of await appendToCollection(tx, scope, id, ids))
      note(undo, mediaId, (one) => ({ addedTo: [...(one.addedTo ?? []), id] }));
  }
  for (const id of work.removeFromCollections) {
    const removed = await tx.$queryRaw<{ media_id: string; position: string }[]>`
      delete from collection_item where namespace_id = ${namespaceId}::uuid and collection_id = ${id}::uuid
        and media_id = any (${ids}::uuid[]) returning media_id, position`;
    for (const { media_id, position } of removed)
      note(undo, media_id, (one) => ({ removedFrom: [...(one.removedFrom ?? []), { id, position }] }));
    if (removed.length > 0) await recordItems(tx, scope, 'collection.items-removed', id);
  }
}

export function recordItems(tx: Transaction, scope: Scope, action: string, id: string): Promise<void> {
  return recordChange(tx, scope, { action, entity: 'collection', ids: [id], event: 'collection.changed' });
}

function note(undo: Map<string, UndoUpdate>, id: string, more: (one: UndoUpdate) => UndoUpdate): void {
  const one = undo.get(id) ?? {};
  undo.set(id, { ...one, ...more(one) });
}

export const inTrash = () =>
  new MediaError('gone', undefined, { message: 'This file is in the trash. Restore it to change it.' });

const tagGone = { message: 'A tag does not exist any more. Load the tags again.' };
