import { BulkChanges } from '@vitrine/schema';
import { afterAll, expect, test } from 'vitest';
import { parseObjectKey } from '../../storage/object-keys.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { uploadText } from '../../testing/upload-text.ts';
import { bulkDelete } from '../bulk/bulk-delete.ts';
import { bulkUpdate } from '../bulk/bulk-update.ts';
import { addReference } from '../references/add-reference.ts';
import type { Scope } from '../scope.ts';
import { getTask } from '../tasks/get-task.ts';
import { sweepDyingBlobs } from '../uploads/sweep-uploads.ts';
import { deleteMedia } from './delete-media.ts';
import { endPurges } from './end-purges.ts';
import { getMedia } from './get-media.ts';
import { purgeMedia } from './purge-media.ts';
import { restoreMedia } from './restore-media.ts';

const domain = await openTestDomain();
const { db, storage } = domain.services;
afterAll(() => domain[Symbol.asyncDispose]());

const content = {
  type: 'page',
  id: 'p1',
  locale: '',
  state: 'published' as const,
  title: 'Home',
  url: '/home',
};
const use = (scope: Scope, mediaId: string) =>
  addReference(scope, { mediaId: mediaId as never, content, fieldPath: '' });
const usedBytes = async (scope: Scope) =>
  Number(
    (await db.prisma.namespaceUsage.findUniqueOrThrow({ where: { namespaceId: scope.namespace.id } }))
      .usedBytes,
  );
const keysOf = async (mediaId: string) =>
  (await db.prisma.blob.findMany({ where: { versions: { some: { mediaId } } } })).map(({ storageKey }) =>
    parseObjectKey(storageKey),
  );
const auditOf = (entityId: string) =>
  db.prisma.auditEntry.findMany({ where: { entityId }, orderBy: { id: 'asc' } });

test('an admin moves a used file to the trash by force and says why: its use is kept, it takes no new one', async () => {
  const site = await domain.addSite();
  const [admin, editor] = [await site.as('admin'), await site.as('editor')];
  const id = await uploadText(admin);
  await use(editor, id);
  await expect(deleteMedia(editor, { ids: [id], force: true, reason: 'x' })).rejects.toMatchObject({
    code: 'auth.denied',
  });
  await expect(deleteMedia(admin, { ids: [id], force: true })).rejects.toMatchObject({
    code: 'input.invalid',
  });
  expect((await deleteMedia(admin, { ids: [id] })).failed).toMatchObject([{ code: 'media.in-use' }]);

  const reason = 'The model withdrew the consent';
  expect(await deleteMedia(admin, { ids: [id], force: true, reason })).toEqual({
    succeeded: [id],
    failed: [],
  });
  const use1 = { ...content, id: 'p2' };
  await expect(addReference(editor, { mediaId: id, content: use1, fieldPath: '' })).rejects.toMatchObject({
    code: 'gone',
  });
  expect((await auditOf(id)).slice(1)).toMatchObject([
    { action: 'media.forced', reason, actorId: admin.actor.userId },
    { action: 'media.trashed', reason },
  ]);
  const reference = await db.prisma.reference.findFirstOrThrow({ where: { mediaId: id } });
  expect(reference.needsLive).toBeNull();

  await restoreMedia(admin, { ids: [id] });
  expect((await deleteMedia(admin, { ids: [id] })).failed).toMatchObject([{ code: 'media.in-use' }]);
});

test('a purge hides the file at once, its job removes the bytes, and the task says so', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const [id, other] = [await uploadText(admin, { title: 'A secret' }), await uploadText(admin)];
  await deleteMedia(admin, { ids: [id] });
  const [key] = await keysOf(id);
  const before = await usedBytes(admin);

  const { succeeded, failed, taskId } = await purgeMedia(admin, { ids: [id, other] });
  expect([succeeded, failed]).toMatchObject([[id], [{ id: other, code: 'input.invalid' }]]);
  await expect(getMedia(admin, { id })).rejects.toMatchObject({ code: 'not-found' });
  expect(await storage.head(key as never)).not.toBeNull();
  expect(await usedBytes(admin)).toBeLessThan(before);
  const purging = await db.prisma.media.findUniqueOrThrow({ where: { id } });
  expect(purging).toMatchObject({
    state: 'purging',
    title: 'Purged',
    uploadedBy: null,
    originalFilename: '',
  });
  expect((await restoreMedia(admin, { ids: [id] })).failed).toMatchObject([{ code: 'not-found' }]);

  await drainJobs(domain.services);
  expect(await storage.head(key as never)).toBeNull();
  expect(await db.prisma.media.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'purged' });
  expect(await getTask(admin, { id: taskId ?? '' })).toMatchObject({ state: 'done', done: 1, total: 1 });
  expect((await auditOf(id)).at(-1)).toMatchObject({ action: 'media.purged', actorId: admin.actor.userId });
});

test('bytes that another file shows stay, until that one is purged too', async () => {
  const admin = await (await domain.addSite()).as('admin');
  const text = 'the same words in both\n';
  const first = await uploadText(admin, { text });
  const second = await uploadText(admin, { text, onDuplicate: 'keep-both' });
  const [key] = await keysOf(first);
  const before = await usedBytes(admin);
  const reason = 'asked for by the person in it';

  await purgeMedia(admin, { ids: [first], reason });
  await drainJobs(domain.services);
  expect(await storage.head(key as never)).not.toBeNull();
  expect(await usedBytes(admin)).toBe(before);
  expect((await getMedia(admin, { id: second })).title).toBe('Note');

  await purgeMedia(admin, { ids: [second], reason });
  await drainJobs(domain.services);
  expect(await storage.head(key as never)).toBeNull();
  expect(await usedBytes(admin)).toBe(0);
  // The same bytes may come again, and begin anew.
  const again = await uploadText(admin, { text });
  expect(await keysOf(again)).not.toEqual([key]);
});

test('what content uses is purged only by force, and the use stays to be found', async () => {
  const admin = await (await domain.addSite()).as('admin');
  const id = await uploadText(admin);
  await use(admin, id);
  await db.prisma.reference.updateMany({ where: { mediaId: id }, data: { versionPin: 1 } });
  const reason = 'a court order';
  expect((await purgeMedia(admin, { ids: [id], reason })).failed).toMatchObject([
    { code: 'media.in-use', details: { usedIn: [{ url: '/home' }] } },
  ]);
  await deleteMedia(admin, { ids: [id], force: true, reason });
  expect((await purgeMedia(admin, { ids: [id] })).failed).toMatchObject([{ code: 'media.in-use' }]);

  expect(await purgeMedia(admin, { ids: [id], force: true, reason })).toMatchObject({ succeeded: [id] });
  await drainJobs(domain.services);
  expect(await db.prisma.reference.count({ where: { mediaId: id } })).toBe(1);
  expect(await db.prisma.media.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'purged' });
  await expect(purgeMedia(await adminLess(admin), { ids: [id] })).rejects.toMatchObject({
    code: 'auth.denied',
  });
});

test('what stands in the place of another file stays, also by force, and both come back in their order', async () => {
  const admin = await (await domain.addSite()).as('admin');
  const [from, to] = [await uploadText(admin), await uploadText(admin)];
  await db.prisma.media.update({ where: { id: from }, data: { replacedBy: to } });
  const refused = { failed: [{ id: to, code: 'media.in-use', details: { inPlaceOf: [from] } }] };
  const reason = 'test';
  expect(await deleteMedia(admin, { ids: [to], force: true, reason })).toMatchObject(refused);
  expect(await purgeMedia(admin, { ids: [to], force: true, reason })).toMatchObject(refused);
  expect((await deleteMedia(admin, { ids: [from, to] })).failed).toEqual([]);
  expect(await restoreMedia(admin, { ids: [from, to] })).toEqual({ succeeded: [from, to], failed: [] });
  expect(await getMedia(admin, { id: from })).toMatchObject({ deletedAt: null, replacedBy: to });
});

/** The same person with less. */
const adminLess = async (scope: Scope): Promise<Scope> => ({
  ...scope,
  actor: { ...scope.actor, role: 'editor' },
});

test('a purge whose job was lost is ended by the sweep', async () => {
  const admin = await (await domain.addSite()).as('admin');
  const id = await uploadText(admin);
  const [key] = await keysOf(id);
  await purgeMedia(admin, { ids: [id], reason: 'test' });
  await domain.services.db.pool.query(
    `select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs where task_identifier = 'remove-bytes'`,
  );
  const later = { ...domain.services, now: () => new Date(Date.now() + 2 * 3_600_000) };
  expect(await endPurges(later)).toBe(0);
  await sweepDyingBlobs(domain.services);
  expect(await endPurges(domain.services)).toBe(0);
  expect(await endPurges(later)).toBe(1);
  expect(await storage.head(key as never)).toBeNull();
  expect(await db.prisma.media.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'purged' });
});

test('of a purge and a restore at once one wins, and a file that lives has its bytes', async () => {
  const admin = await (await domain.addSite()).as('admin');
  for (let round = 0; round < 4; round += 1) {
    const id = await uploadText(admin);
    const [key] = await keysOf(id);
    await deleteMedia(admin, { ids: [id] });
    await Promise.all([purgeMedia(admin, { ids: [id] }), restoreMedia(admin, { ids: [id] })]);
    await drainJobs(domain.services);
    const { state } = await db.prisma.media.findUniqueOrThrow({ where: { id } });
    expect(['live', 'purged']).toContain(state);
    expect((await storage.head(key as never)) !== null).toBe(state === 'live');
  }
});

test('what was done to many files keeps no words of one that was purged', async () => {
  const admin = await (await domain.addSite()).as('admin');
  const [id, other] = [await uploadText(admin, { title: 'Ada at home' }), await uploadText(admin)];
  const setCredit = (credit: string) =>
    bulkUpdate(admin, { ids: [id], changes: BulkChanges.parse({ credit }) });
  await setCredit('Ada');
  await setCredit('An agency');
  await use(admin, id);
  expect((await bulkDelete(admin, { ids: [id, other] })).failed).toMatchObject([{ code: 'media.in-use' }]);
  const kept = async () =>
    JSON.stringify(await db.prisma.taskItem.findMany({ where: { namespaceId: admin.namespace.id } }));
  for (const words of ['"Ada"', '“Ada at home”']) expect(await kept()).toContain(words);
  await purgeMedia(admin, { ids: [id], force: true, reason: 'Asked for.' });
  expect(await kept()).not.toContain('Ada');
});
