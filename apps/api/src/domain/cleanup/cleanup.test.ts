import { NamespaceSettings } from '@vitrine/schema';
import { afterAll, expect, test } from 'vitest';
import { transaction } from '../../db/transaction.ts';
import { enqueue } from '../../queue/enqueue.ts';
import { addMedia } from '../../testing/add-media.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { uploadText } from '../../testing/upload-text.ts';
import { waitForLock } from '../../testing/wait-for-lock.ts';
import { createCollection } from '../collections/create-collection.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { archiveNamespace } from '../namespaces/archive-namespace.ts';
import { reopenNamespace } from '../namespaces/reopen-namespace.ts';
import { addReference } from '../references/add-reference.ts';
import { removeReference } from '../references/remove-reference.ts';
import { sweepTemporary } from '../references/sweep-temporary.ts';
import { approveMedia } from '../review/approve-media.ts';
import { rejectMedia } from '../review/reject-media.ts';
import type { Scope } from '../scope.ts';
import { foldCounters } from '../stats/fold-counters.ts';
import { getTask } from '../tasks/get-task.ts';
import { listTasks } from '../tasks/list-tasks.ts';
import { beginUnusedCleanup } from './clean-unused.ts';
import { cleanupDeletedJob, cleanupUnusedJob } from './describe-cleanup.ts';
import { expireRejected } from './expire-rejected.ts';
import { getUnusedReport } from './get-unused-report.ts';

const domain = await openTestDomain();
const { db } = domain.services;
afterAll(() => domain[Symbol.asyncDispose]());

const DAY_MS = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
const content = { type: 'page', id: 'p1', locale: '', state: 'published' as const, title: '', url: null };
const stateOf = async (id: string) => (await db.prisma.media.findUniqueOrThrow({ where: { id } })).state;
const runClock = async (job: typeof cleanupDeletedJob | typeof cleanupUnusedJob, options: object) => {
  await transaction({ db }, (tx) => enqueue(tx, job.name, job.payload, options));
  await drainJobs(domain.services);
};

/** A version of a page that the host can restore, and that shows this file. */
async function saveInSnapshot({ namespace }: Scope, mediaId: string) {
  const snapshotId = domain.services.newId();
  const page = { contentType: 'page', externalId: 'p1', locale: '', state: 'published' };
  const row = { id: snapshotId, namespaceId: namespace.id, ...page, name: 'v1', takenAt: new Date() };
  await db.prisma.snapshot.create({ data: row });
  const item = { namespaceId: namespace.id, snapshotId, mediaId, fieldPath: '' };
  await db.prisma.snapshotItem.create({ data: { ...item, shownMediaId: mediaId, version: 1 } });
}

test('the trash is emptied of what lay in it for long enough, in batches, and nothing that is held', async () => {
  const admin = await (await domain.addSite()).as('admin');
  const ids = [];
  for (let n = 0; n < 7; n += 1) ids.push(await uploadText(admin));
  const [young = '', used = '', saved = '', ...old] = ids;
  await saveInSnapshot(admin, saved);
  await addReference(admin, { mediaId: used as never, content, fieldPath: '' });
  await deleteMedia(admin, { ids, force: true, reason: 'test' });
  const where = { id: { in: [used, saved, ...old] } };
  await db.prisma.media.updateMany({ where, data: { purgeAfter: daysAgo(1) } });

  await runClock(cleanupDeletedJob, { batchSize: 2 });
  expect(await Promise.all(old.map(stateOf))).toEqual(old.map(() => 'purged'));
  expect(await Promise.all([young, used, saved].map(stateOf))).toEqual(['trashed', 'trashed', 'trashed']);
  const [task] = await listTasks(admin);
  expect(task).toMatchObject({
    kind: 'cleanup-deleted-files',
    state: 'done',
    done: 4,
    total: 4,
    report: { purgedFiles: 4 },
  });
  const audit = await db.prisma.auditEntry.findFirst({
    where: { entityId: old[0] ?? '', action: 'media.purged' },
  });
  expect(audit).toMatchObject({ actorKind: 'system', reason: expect.stringContaining('trash') });

  await removeReference(admin, { mediaId: used as never, content });
  await runClock(cleanupDeletedJob, {});
  expect(await stateOf(used)).toBe('purged');
});

test('nothing of an archived namespace goes by the clock, and the time in the archive does not count', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const { namespaceId } = site;
  const add = async (media: object) =>
    db.prisma.media.update({ where: { id: await uploadText(admin) }, data: media });
  const trashed = await add({});
  await deleteMedia(admin, { ids: [trashed.id as never] });
  const rejected = await add({});
  await rejectMedia(admin, { ids: [rejected.id as never], reason: 'no' });
  const temporary = await add({});
  const operator = await domain.operator();
  await archiveNamespace(operator, { id: namespaceId });
  // A hundred days ago; all should have gone five days after that.
  await db.prisma.namespace.update({ where: { id: namespaceId }, data: { archivedAt: daysAgo(100) } });
  const set = (id: string, data: object) => db.prisma.media.update({ where: { id }, data });
  await set(trashed.id, { purgeAfter: daysAgo(95) });
  await set(rejected.id, { reviewExpiresAt: daysAgo(95) });
  await set(temporary.id, { temporaryUntil: daysAgo(95) });
  const runAll = async () => {
    await runClock(cleanupDeletedJob, {});
    await expireRejected(domain.services, 'test', AbortSignal.timeout(60_000));
    await sweepTemporary(domain.services, 'test');
  };
  const ids = [trashed.id, rejected.id, temporary.id];
  await runAll();
  expect(await Promise.all(ids.map(stateOf))).toEqual(['trashed', 'live', 'live']);
  await reopenNamespace(operator, { id: namespaceId });
  await runAll();
  expect(await Promise.all(ids.map(stateOf))).toEqual(['trashed', 'live', 'live']);
  const { purgeAfter } = await db.prisma.media.findUniqueOrThrow({ where: { id: trashed.id } });
  expect(Math.round(((purgeAfter?.getTime() ?? 0) - Date.now()) / DAY_MS)).toBe(5);
  await set(rejected.id, { reviewExpiresAt: null });
});

async function unusedWorld() {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const add = (media: Parameters<typeof addMedia>[2] = {}) =>
    addMedia(db, site.namespaceId, { createdAt: daysAgo(90), ...media }).then(({ id }) => id);
  return { site, admin, add };
}
const runUnused = async (admin: Scope, dryRun: boolean) => {
  const { taskId } = await beginUnusedCleanup(admin, { dryRun });
  await drainJobs(domain.services);
  return getTask(admin, { id: taskId });
};

test('the first clean-up only reports; the next one moves to the trash what nothing uses, and nothing else', async () => {
  const { admin, add } = await unusedWorld();
  const [first, second] = [await add(), await add()];
  const young = await add({ createdAt: daysAgo(3) });
  const [kept, collected, used] = [await add({ keep: true }), await add(), await add()];
  const { id } = await createCollection(admin, { title: 'Best' });
  await db.prisma.collectionItem.create({
    data: { namespaceId: admin.namespace.id, collectionId: id, mediaId: collected, position: 'a' },
  });
  await addReference(admin, { mediaId: used as never, content, fieldPath: '' });
  expect(await getUnusedReport(admin, {})).toEqual({
    unusedDays: 30,
    fileCount: 2,
    totalSizeBytes: 2000,
    mediaIds: [first, second],
    isFirstRun: true,
  });

  const told = await runUnused(admin, false);
  expect(told).toMatchObject({ state: 'done', report: { isDryRun: true, fileCount: 2, trashedFiles: 0 } });
  expect(await stateOf(first)).toBe('live');

  const done = await runUnused(admin, false);
  expect(done).toMatchObject({ done: 2, report: { isDryRun: false, trashedFiles: 2 } });
  const states = await Promise.all([first, second, young, kept, collected, used].map(stateOf));
  expect(states).toEqual(['trashed', 'trashed', 'live', 'live', 'live', 'live']);
  expect((await runUnused(admin, true)).report).toMatchObject({ isDryRun: true, fileCount: 0 });
});

test('a file counts as used until its last use has been gone for as long, also after counters were folded', async () => {
  const { admin, add } = await unusedWorld();
  const id = await add();
  const use = { mediaId: id as never, content, fieldPath: '' };
  await addReference(admin, use);
  await removeReference(admin, use);
  expect((await getUnusedReport(admin, {})).fileCount).toBe(0);
  await foldCounters(domain.services, new AbortController().signal);
  expect((await getUnusedReport(admin, {})).fileCount).toBe(0);
  await db.prisma.counter.updateMany({ where: { subjectId: id }, data: { changedAt: daysAgo(31) } });
  expect((await getUnusedReport(admin, {})).fileCount).toBe(1);
});

test('the clock begins a clean-up where there is something to do', async () => {
  const { admin, add } = await unusedWorld();
  await add();
  await runClock(cleanupUnusedJob, {});
  expect(await listTasks(admin)).toMatchObject([
    { kind: 'cleanup-unused-files', report: { isDryRun: true } },
  ]);
});

test('a rejected file goes to the trash when its time is over, unless it is kept', async () => {
  const { admin, add } = await unusedWorld();
  const settings = NamespaceSettings.parse({ review: { rejectedDays: 7 } });
  const scope = { ...admin, namespace: { ...admin.namespace, settings } };
  const [rejected, kept] = [await add(), await add({ keep: true })];
  await rejectMedia(scope, { ids: [rejected, kept], reason: 'blurred' });
  const { reviewExpiresAt } = await db.prisma.media.findUniqueOrThrow({ where: { id: rejected } });
  expect(Math.round(((reviewExpiresAt?.getTime() ?? 0) - Date.now()) / DAY_MS)).toBe(7);
  const expire = (now: Date) =>
    expireRejected({ ...domain.services, now: () => now }, 'test', new AbortController().signal);
  expect(await expire(new Date())).toBe(0);
  expect(await expire(new Date(Date.now() + 8 * DAY_MS))).toBe(1);
  expect(await Promise.all([rejected, kept].map(stateOf))).toEqual(['trashed', 'live']);
});

test('a rejected file that is approved in the moment of the clean-up stays', async () => {
  const { admin, add } = await unusedWorld();
  const id = await add({ reviewStatus: 'rejected', reviewExpiresAt: daysAgo(1) });
  const work: Promise<unknown>[] = [];
  await transaction(admin, async (tx) => {
    await tx.$executeRaw`select from media where id = ${id}::uuid for update`;
    work.push(approveMedia(admin, { ids: [id] }));
    await waitForLock(db);
    work.push(expireRejected(domain.services, 'test', new AbortController().signal));
    await waitForLock(db, 2);
  });
  expect(await Promise.all(work)).toEqual([{ succeeded: [id], failed: [] }, 0]);
  expect(await stateOf(id)).toBe('live');
});
