import { type MediaFile, MediaId, MediaListInput } from '@vitrine/schema';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { transaction } from '../../db/transaction.ts';
import { findBrokenInvariants } from '../../invariants/find-broken-invariants.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { syncPage } from '../../testing/sync-page.ts';
import { uploadText } from '../../testing/upload-text.ts';
import { waitForLock } from '../../testing/wait-for-lock.ts';
import { applyMerge } from '../bulk/apply-merge.ts';
import { listOutcomes } from '../bulk/list-outcomes.ts';
import { undoTask } from '../bulk/undo-task.ts';
import { addCollectionItems } from '../collections/add-collection-items.ts';
import { createCollection } from '../collections/create-collection.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { getManyMedia } from '../media/get-many-media.ts';
import { getMedia } from '../media/get-media.ts';
import { listMedia } from '../media/list-media.ts';
import { purgeMedia } from '../media/purge-media.ts';
import { replaceEverywhere } from '../media/replace-everywhere.ts';
import { restoreMedia } from '../media/restore-media.ts';
import { updateMedia } from '../media/update-media.ts';
import { getMediaUsage } from '../references/get-media-usage.ts';
import { findDeliverable } from '../renditions/find-deliverable.ts';
import type { Scope } from '../scope.ts';
import { foldCounters } from '../stats/fold-counters.ts';
import { getStatsOverview } from '../stats/get-stats-overview.ts';
import { mergeMedia } from './merge-media.ts';
import { sweepMerged } from './sweep-merged.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

/** Somebody with three files; whatever becomes of them, the invariants hold. */
async function world(role: 'admin' | 'editor' = 'editor') {
  const site = await domain.addSite();
  const scope = await site.as(role);
  const [keep, used, unused] = [await uploadText(scope), await uploadText(scope), await uploadText(scope)];
  onTestFinished(async () => {
    const scopeOf = { namespaceIds: [site.namespaceId], isDrained: false };
    expect(await findBrokenInvariants(domain.services.db.pool, scopeOf)).toEqual([]);
  });
  return { site, scope, keep, used, unused };
}

const update = (scope: Scope, input: Parameters<typeof updateMedia>[1]) => updateMedia(scope, input);
const get = (scope: Scope, id: string): Promise<MediaFile> => getMedia(scope, { id: MediaId.parse(id) });
const merge = (scope: Scope, keepId: MediaId, ...mergeIds: MediaId[]) =>
  mergeMedia(scope, { keepId, mergeIds });
const shown = async (id: string) =>
  (await findDeliverable(domain.services, { mediaId: id, version: null }))?.deliverable.mediaId;

async function rowsOf({ db, namespace }: Scope) {
  const { rows } = await db.pool.query<{ media_id: string; visibility: string; reference_count: number }>(
    'select media_id, visibility, reference_count from media_index where namespace_id = $1',
    [namespace.id],
  );
  return new Map(rows.map((row) => [row.media_id, row]));
}
const visibilityOf = async (scope: Scope, id: string) => (await rowsOf(scope)).get(id)?.visibility;

test('one file is left in the library, shown wherever the others were named', async () => {
  const { scope, keep, used, unused } = await world();
  await syncPage(scope, { title: 'About' }, [used]);
  await syncPage(scope, { id: 'p2', title: 'Home' }, [keep]);
  const { file } = await merge(scope, keep, used, unused);
  expect(file.id).toBe(keep);
  await foldCounters(domain.services);
  const rows = await rowsOf(scope);
  expect([keep, used, unused].map((id) => rows.get(id)?.visibility)).toEqual(['live', 'merged', 'trashed']);
  expect(rows.get(keep)?.reference_count).toBe(2);
  expect(await getStatsOverview(scope)).toMatchObject({ totalFiles: 1, trashedFiles: 1 });
  const { usedIn, referenceCount } = await getMediaUsage(scope, { mediaId: keep });
  expect(referenceCount).toBe(2);
  expect((await get(scope, keep)).referenceCount).toBe(2);
  expect(usedIn.map(({ title }) => title).sort()).toEqual(['About', 'Home']);
  // Addresses lead to what is kept, from the trash too.
  expect([await shown(used), await shown(unused)]).toEqual([keep, keep]);
  expect(await getManyMedia(scope, { ids: [used] })).toMatchObject([
    { id: used, hash: file.hash, replacedBy: keep },
  ]);
  // The page goes on to be saved with the id that it knows, and at other places.
  await syncPage(scope, { title: 'About' }, [used, used]);
  await expect(deleteMedia(scope, { ids: [keep] })).resolves.toMatchObject({
    failed: [{ code: 'media.in-use', details: { usedIn: [{ title: 'About' }, { title: 'Home' }] } }],
  });
});

test('what the others say is kept where nothing was said, and nowhere written over', async () => {
  const { scope, keep, used, unused } = await world('admin');
  const takenAt = new Date('2020-01-02T03:04:05.000Z');
  await domain.services.db.prisma.media.update({ where: { id: used }, data: { takenAt } });
  await update(scope, { id: keep, alt: { en: 'Mine' }, caption: 'Mine', tags: [{ name: 'Sea' }] });
  await update(scope, { id: used, alt: { en: 'Theirs', de: 'Ihres' }, caption: 'Theirs', credit: 'Ada' });
  await update(scope, {
    id: unused,
    credit: 'Ben',
    license: 'CC0',
    keep: true,
    tags: [{ name: 'Sky' }, { name: 'Sea' }],
  });
  const before = await get(scope, keep);
  const { file, taskId } = await merge(scope, keep, used, unused);
  expect(file).toMatchObject({
    alt: { en: 'Mine', de: 'Ihres' },
    caption: 'Mine',
    credit: 'Ada',
    license: 'CC0',
    keep: true,
    takenAt: takenAt.toISOString(),
  });
  expect(file.tags.map(({ name }) => name)).toEqual(['Sea', 'Sky']);
  await undoTask(scope, { id: taskId });
  const { revision: _r, updatedAt: _u, ...same } = before;
  expect(await get(scope, keep)).toMatchObject(same);
});

test('nobody is told more of a file than they could see: what was said of a narrower one stays with it', async () => {
  const { site, scope, keep, used, unused } = await world('admin');
  const open = await createCollection(scope, { title: 'Open', accessLevel: 'members' } as never);
  const closed = await createCollection(scope, { title: 'Closed', accessLevel: 'staff' } as never);
  await update(scope, { id: keep, accessLevel: 'members' });
  await update(scope, {
    id: used,
    accessLevel: 'staff',
    description: 'Takeover of Acme',
    alt: { en: 'The signing' },
    tags: [{ name: 'Takeover' }],
    keep: true,
  });
  await update(scope, { id: unused, accessLevel: 'members', credit: 'Ada' });
  for (const { id } of [open, closed]) await addCollectionItems(scope, { id, mediaIds: [used] });
  const { prisma } = domain.services.db;
  await prisma.media.update({ where: { id: used }, data: { takenAt: new Date('2020-01-02') } });
  await prisma.collection.update({ where: { id: open.id }, data: { coverMediaId: used } });
  const { taskId } = await merge(scope, keep, used, unused);
  // That it is in a collection is told to whom sees that one, who saw the file there before.
  const nothing = { description: '', alt: {}, tags: [], takenAt: null };
  expect(await get(await site.as('viewer'), keep)).toMatchObject({ ...nothing, credit: 'Ada', keep: true });
  expect(await prisma.collectionItem.findMany({ where: { mediaId: keep } })).toMatchObject([
    { collectionId: closed.id },
  ]);
  expect(await prisma.collection.findUnique({ where: { id: open.id } })).toMatchObject({
    coverMediaId: used,
  });
  await undoTask(scope, { id: taskId });
  expect(await get(scope, keep)).toMatchObject({ ...nothing, credit: '', keep: false });
});

test('whose a private file is decides who sees it, and what nobody approved is told of nothing that is offered', async () => {
  const { site, scope, keep, used, unused } = await world('admin');
  const other = await uploadText(await site.as('contributor'));
  for (const id of [keep, used]) await update(scope, { id, accessLevel: 'private', caption: 'Mine' });
  // The contributor sees their own, and not what the admin has.
  await update(scope, { id: other, accessLevel: 'private' });
  await merge(scope, other, keep);
  expect(await get(scope, other)).toMatchObject({ caption: '' });
  await update(scope, { id: unused, accessLevel: 'private' });
  await domain.services.db.prisma.media.update({ where: { id: used }, data: { reviewStatus: 'pending' } });
  await merge(scope, unused, used);
  expect(await get(scope, unused)).toMatchObject({ caption: '' });
});

test('a file is in use as long as one that was merged into it is, as of this moment', async () => {
  const { scope, keep, used, unused } = await world();
  const inUse = async () => {
    const page = await listMedia(scope, MediaListInput.parse({ isUsed: true }));
    const rest = await listMedia(scope, MediaListInput.parse({ isUsed: false }));
    expect(page.items.length + rest.items.length).toBe(2);
    // What is said of each agrees with the list that it is in.
    expect(page.items.filter(({ referenceCount }) => referenceCount === 0)).toEqual([]);
    expect(rest.items.filter(({ referenceCount }) => referenceCount > 0)).toEqual([]);
    return page.items.map(({ id }) => id);
  };
  await syncPage(scope, {}, [used]);
  await foldCounters(domain.services);
  expect((await merge(scope, keep, used)).file.referenceCount).toBe(1);
  expect(await inUse()).toEqual([keep]);
  await syncPage(scope, { id: 'p2' }, [keep, unused]);
  await syncPage(scope, { id: 'p2' }, []);
  expect(await inUse()).toEqual([keep]);
  await syncPage(scope, {}, []);
  expect(await inUse()).toEqual([]);
  await syncPage(scope, {}, [used]);
  expect(await inUse()).toEqual([keep]);
});

test('it comes into the collections of the others, at their place, and is their cover', async () => {
  const { scope, keep, used, unused } = await world();
  const last = await uploadText(scope);
  const { id } = await createCollection(scope, { title: 'Trip' } as never);
  await addCollectionItems(scope, { id, mediaIds: [unused, used, last] });
  await domain.services.db.prisma.collection.update({ where: { id }, data: { coverMediaId: used } });
  const orderOf = async () => {
    const rows = await rowsOf(scope);
    const items = await domain.services.db.prisma.collectionItem.findMany({
      where: { collectionId: id },
      orderBy: { position: 'asc' },
    });
    return items.map(({ mediaId }) => mediaId).filter((mediaId) => rows.get(mediaId)?.visibility === 'live');
  };
  const coverOf = async () =>
    (await domain.services.db.prisma.collection.findUnique({ where: { id } }))?.coverMediaId;
  const { taskId } = await merge(scope, keep, used);
  expect(await orderOf()).toEqual([unused, keep, last]);
  expect(await coverOf()).toBe(keep);
  await undoTask(scope, { id: taskId });
  expect(await orderOf()).toEqual([unused, used, last]);
  expect(await coverOf()).toBe(used);
});

test('taken back, everything is as before; what somebody has changed since stays', async () => {
  const { scope, keep, used, unused } = await world();
  await syncPage(scope, {}, [used]);
  await update(scope, { id: used, caption: 'Theirs', credit: 'Ada' });
  const { taskId } = await merge(scope, keep, used, unused);
  await update(scope, { id: keep, caption: 'Better' });
  const undone = await undoTask(scope, { id: taskId });
  expect((await listOutcomes(scope, { id: undone.id, limit: 10 })).counts).toMatchObject({
    failed: 0,
    done: 3,
  });
  expect(await get(scope, keep)).toMatchObject({ caption: 'Better', credit: '' });
  await foldCounters(domain.services);
  const rows = await rowsOf(scope);
  expect([keep, used, unused].map((id) => rows.get(id)?.visibility)).toEqual(['live', 'live', 'live']);
  expect([keep, used].map((id) => rows.get(id)?.reference_count)).toEqual([0, 1]);
  expect([await shown(used), await shown(unused)]).toEqual([used, unused]);
  await expect(undoTask(scope, { id: taskId })).rejects.toMatchObject({ code: 'conflict' });
});

test('one that was taken out of the trash by hand is a file of its own, and is left alone', async () => {
  const { scope, keep, used, unused } = await world();
  const { taskId } = await merge(scope, keep, used, unused);
  await restoreMedia(scope, { ids: [unused] });
  expect(await get(scope, unused)).toMatchObject({ replacedBy: null, deletedAt: null });
  const undone = await undoTask(scope, { id: taskId });
  const { items } = await listOutcomes(scope, { id: undone.id, limit: 10 });
  expect(items.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
    { id: unused, code: 'conflict' },
  ]);
  expect(await visibilityOf(scope, used)).toBe('live');
});

test('to undo the replacement of one makes it a file of its own', async () => {
  const { scope, keep, used } = await world();
  await syncPage(scope, {}, [used]);
  await merge(scope, keep, used);
  await replaceEverywhere(scope, { from: used, to: null });
  expect(await visibilityOf(scope, used)).toBe('live');
  expect((await deleteMedia(scope, { ids: [keep] })).failed).toEqual([]);
});

test('a merge of what others were merged into keeps all addresses, and is taken back alone', async () => {
  const { scope, keep, used, unused } = await world();
  const last = await uploadText(scope);
  await syncPage(scope, {}, [used]);
  const first = await merge(scope, keep, used, unused);
  const second = await merge(scope, last, keep);
  expect([await shown(used), await shown(unused), await shown(keep)]).toEqual([last, last, last]);
  expect(await visibilityOf(scope, keep)).toBe('trashed');
  // What is shown as another now can not be taken out of the first merge alone.
  await expect(merge(scope, keep, last)).rejects.toMatchObject({ code: 'gone' });
  await undoTask(scope, { id: second.taskId });
  expect([await shown(used), await shown(unused), await shown(keep)]).toEqual([keep, keep, keep]);
  await undoTask(scope, { id: first.taskId });
  expect([await shown(used), await shown(unused)]).toEqual([used, unused]);
});

test('once no content names a merged file it goes to the trash', async () => {
  const { scope, keep, used } = await world();
  await syncPage(scope, {}, [used]);
  const { taskId } = await merge(scope, keep, used);
  const sweep = () => sweepMerged(domain.services, 'test');
  expect(await sweep()).toBe(0);
  await syncPage(scope, {}, [keep]);
  expect(await sweep()).toBe(1);
  expect(await visibilityOf(scope, used)).toBe('trashed');
  expect(await shown(used)).toBe(keep);
  await undoTask(scope, { id: taskId });
  expect(await visibilityOf(scope, used)).toBe('live');
});

test('a save that names the file in this moment commits and is kept, or is refused', async () => {
  const { scope, keep, used, unused } = await world();
  const { pool } = domain.services.db;
  // A host that has written a use and not committed it.
  const host = await pool.connect();
  const page = await syncPage(scope, {}, [keep]);
  expect(page).toBeDefined();
  await host.query('begin');
  await host.query(
    `insert into reference (id, namespace_id, content_item_id, media_id, field_path)
     select gen_random_uuid(), namespace_id, id, $2, '/late' from content_item where namespace_id = $1`,
    [scope.namespace.id, used],
  );
  const merging = merge(scope, keep, used, unused);
  await waitForLock(domain.services.db);
  await host.query('commit');
  host.release();
  await merging;
  expect([await visibilityOf(scope, used), await visibilityOf(scope, unused)]).toEqual(['merged', 'trashed']);
  await expect(syncPage(scope, { id: 'late' }, [unused])).rejects.toMatchObject({ code: 'gone' });
  await syncPage(scope, { id: 'late' }, [used]);
});

test('uses that are folded while the file is merged count for the one that is kept', async () => {
  const { scope, keep, used } = await world();
  await syncPage(scope, {}, [used]);
  // One of our own that has merged and not committed yet.
  let folding: Promise<void> | undefined;
  await transaction(scope, async (tx) => {
    await applyMerge(tx, scope, { kind: 'merge', keepId: keep }, [keep, used]);
    folding = foldCounters(domain.services);
    await waitForLock(domain.services.db);
  });
  await folding;
  await foldCounters(domain.services);
  expect((await rowsOf(scope)).get(keep)?.reference_count).toBe(1);
});

test('it is refused where it would show a file to more or fewer, another kind, or what is not there', async () => {
  const { site, scope, keep, used, unused } = await world('admin');
  await update(scope, { id: keep, accessLevel: 'staff' });
  await expect(merge(scope, keep, used)).rejects.toMatchObject({ code: 'input.invalid' });
  expect(await visibilityOf(scope, used)).toBe('live');
  await expect(merge(scope, keep, keep)).rejects.toMatchObject({ code: 'conflict' });
  // Nobody hears of what they may not see, and nothing is done where one of them can not be.
  const contributor = await site.as('contributor');
  await expect(merge(contributor, used, keep)).rejects.toMatchObject({ code: 'auth.denied' });
  const own = await uploadText(contributor);
  await expect(merge(contributor, own, keep)).rejects.toMatchObject({ code: 'not-found' });
  await expect(merge(contributor, own, used)).rejects.toMatchObject({ code: 'auth.denied' });
  await deleteMedia(scope, { ids: [unused] });
  await expect(merge(scope, used, unused)).rejects.toMatchObject({ code: 'gone' });
  await domain.services.db.prisma.media.update({ where: { id: used }, data: { reviewStatus: 'pending' } });
  await expect(merge(scope, used, own)).rejects.toMatchObject({ code: 'media.not-offered' });
  await domain.services.db.prisma.media.update({ where: { id: used }, data: { reviewStatus: 'approved' } });
});

test('what is kept can be made narrower than what was merged into it, and be purged', async () => {
  const { scope, keep, used, unused } = await world('admin');
  const { taskId } = await merge(scope, keep, used, unused);
  await update(scope, { id: keep, accessLevel: 'private' });
  await purgeMedia(scope, { ids: [keep, used], reason: 'test' });
  expect(await shown(unused)).toBeUndefined();
  await undoTask(scope, { id: taskId });
  expect(await get(scope, unused)).toMatchObject({ deletedAt: null, replacedBy: null });
});

test('the same bytes sent again are not answered with a file that was merged', async () => {
  const { scope, keep } = await world();
  const text = 'sent again';
  const first = await uploadText(scope, { text });
  await syncPage(scope, {}, [first]);
  await merge(scope, keep, first);
  expect(await uploadText(scope, { text })).not.toBe(first);
});
