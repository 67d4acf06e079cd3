import { isDeepStrictEqual } from 'node:util';
import type { AccessLevel } from '@vitrine/schema';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { lockCollection } from '../collections/lock-collection.ts';
import { can } from '../identity/can.ts';
import { type BatchFailure, failureOf, pickAllowed } from '../media/batch-outcome.ts';
import { describeWithdrawals } from '../media/describe-withdrawal.ts';
import { resourceOf } from '../media/find-media.ts';
import { lockMedia } from '../media/lock-media.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { alsoMarked, inTrash, recordItems, type UndoUpdate } from './apply-update.ts';
import type { FieldChanges, UpdateWork } from './describe-bulk.ts';
import { refuseUnfit } from './refuse-unfit.ts';
import { fieldNamesOf, readFields, writeFields } from './write-fields.ts';

/**
 * Makes files what they were before an update. One whose fields somebody has changed since keeps all of that; tags and
 * collections that are gone stay gone.
 */
export async function takeBackUpdate(
  tx: Transaction,
  scope: Scope,
  work: UpdateWork,
  undo: ReadonlyMap<string, UndoUpdate>,
): Promise<BatchFailure[]> {
  const ids = [...undo.keys()];
  const names = fieldNamesOf(work.fields);
  const locked = await lockMedia(tx, scope, ids);
  const changesFile = names.length + work.addTagIds.length + work.removeTagIds.length > 0;
  const action = changesFile ? 'media.change' : 'media.read';
  const { allowed, failed } = pickAllowed(scope, action, ids, locked);
  const now = await readFields(tx, scope, names.length > 0 ? ids : [], names);
  const asWritten = JSON.parse(JSON.stringify(work.fields)) as typeof work.fields;
  const able: { id: string; undo: UndoUpdate; fields: FieldChanges; from: AccessLevel }[] = [];
  for (const media of allowed) {
    const { id } = media;
    const one = undo.get(id) ?? {};
    const after = {
      ...resourceOf(media),
      ...(one.fields?.accessLevel && { accessLevel: one.fields.accessLevel }),
    };
    const isChanged = names.some((name) => !isSame(now.get(id)?.[name], asWritten[name]));
    if (media.deleted_at !== null) failed.push(failureOf(id, inTrash()));
    else if (!can(scope.actor, action, after)) failed.push(failureOf(id, new MediaError('auth.denied')));
    else if (isChanged) failed.push(failureOf(id, changedSince()));
    else able.push({ id, undo: one, fields: one.fields ?? {}, from: resourceOf(media).accessLevel });
  }
  const { fit: going, failed: unfit } = await refuseUnfit(tx, scope, able);
  failed.push(...unfit);
  if (going.length === 0) return failed;

  const changed = going.map(({ id }) => id);
  if (changesFile) {
    const files = going.map(({ id, undo: { fields = {}, sources } }) => ({ id, fields, sources }));
    await writeFields(tx, scope, files, names, alsoMarked(work));
  }
  await takeBackTags(tx, scope, going);
  await takeBackCollections(tx, scope, going);
  if (changesFile) {
    const levels = going.map(({ id, from, fields }) => ({ id, from, to: fields.accessLevel }));
    const change = { action: 'media.updated', entity: 'media', ids: changed } as const;
    await recordChange(
      tx,
      scope,
      { ...change, event: 'media.updated', reason: 'Taken back.' },
      ...describeWithdrawals(levels),
    );
  }
  await refreshMediaIndex(tx, changed);
  return failed;
}

/** Times are the same however they are written. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string' && a !== b) {
    const [first, second] = [Date.parse(a), Date.parse(b)];
    return /^\d{4}-\d\d-\d\dT/.test(a) && first === second;
  }
  return isDeepStrictEqual(a, b);
}

type Going = readonly { id: string; undo: UndoUpdate }[];

async function takeBackTags(tx: Transaction, scope: Scope, going: Going): Promise<void> {
  const namespaceId = scope.namespace.id;
  const added = going.flatMap(({ id, undo }) => (undo.addedTags ?? []).map((tag) => ({ id, tag })));
  if (added.length > 0) {
    await tx.$executeRaw`
      delete from media_tag mt using jsonb_to_recordset(${JSON.stringify(added)}::jsonb) as a (id uuid, tag uuid)
      where mt.namespace_id = ${namespaceId}::uuid and mt.media_id = a.id and mt.tag_id = a.tag`;
  }
  const removed = going.flatMap(({ id, undo }) =>
    (undo.removedTags ?? []).map(({ id: tag, source }) => ({ id, tag, source })),
  );
  if (removed.length > 0) {
    await tx.$executeRaw`
      insert into media_tag (namespace_id, media_id, tag_id, source, created_by)
      select t.namespace_id, r.id, t.id, r.source, ${scope.actor.userId}::uuid
      from jsonb_to_recordset(${JSON.stringify(removed)}::jsonb) as r (id uuid, tag uuid, source text)
      join tag t on t.namespace_id = ${namespaceId}::uuid and t.id = r.tag order by r.id, t.id
      on conflict do nothing`;
  }
}

async function takeBackCollections(tx: Transaction, scope: Scope, going: Going): Promise<void> {
  const namespaceId = scope.namespace.id;
  const added = going.flatMap(({ id, undo }) =>
    (undo.addedTo ?? []).map((collection) => ({ id, collection })),
  );
  const removed = going.flatMap(({ id, undo }) =>
    (undo.removedFrom ?? []).map(({ id: collection, position }) => ({ id, collection, position })),
  );
  for (const collection of [...new Set([...added, ...removed].map((one) => one.collection))].sort()) {
    const exists = await tx.collection.count({ where: { namespaceId, id: collection } });
    if (exists === 0) continue;
    await lockCollection(tx, scope, collection);
    const leaving = added.filter((one) => one.collection === collection).map(({ id }) => id);
    if (leaving.length > 0) {
      await tx.collectionItem.deleteMany({
        where: { namespaceId, collectionId: collection, mediaId: { in: leaving } },
      });
      await recordItems(tx, scope, 'collection.items-removed', collection);
    }
    const coming = removed.filter((one) => one.collection === collection);
    if (coming.length > 0) {
      await tx.collectionItem.createMany({
        data: coming.map(({ id, position }) => ({
          namespaceId,
          collectionId: collection,
          mediaId: id,
          position,
          addedBy: scope.actor.userId,
        })),
        skipDuplicates: true,
      });
      await recordItems(tx, scope, 'collection.items-added', collection);
    }
  }
}

const changedSince = () =>
  new MediaError('conflict', undefined, {
    message: 'Somebody has changed this file since. It stays as it is.',
  });
