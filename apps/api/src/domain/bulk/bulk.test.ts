import { BulkChanges, type MediaId, MediaQuery } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addManyMedia } from '../../testing/add-many-media.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain, type TestDomain, type TestSite } from '../../testing/open-test-domain.ts';
import { syncPage } from '../../testing/sync-page.ts';
import { createCollection } from '../collections/create-collection.ts';
import { getMedia } from '../media/get-media.ts';
import { listMedia } from '../media/list-media.ts';
import { updateMedia } from '../media/update-media.ts';
import type { Scope } from '../scope.ts';
import { cancelTask } from '../tasks/cancel-task.ts';
import { getTask } from '../tasks/get-task.ts';
import { bulkDelete } from './bulk-delete.ts';
import { bulkRestore } from './bulk-restore.ts';
import { bulkTag } from './bulk-tag.ts';
import { bulkUpdate } from './bulk-update.ts';
import { listOutcomes } from './list-outcomes.ts';
import { retryTask } from './retry-task.ts';
import { sweepTasks } from './sweep-tasks.ts';
import { undoTask } from './undo-task.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const addFiles = (site: TestSite, count: number, uploadedBy: string | null = null) =>
  addManyMedia(
    domain.services.db,
    site.namespaceId,
    Array.from({ length: count }, (_, index) => ({
      accessLevel: 'public',
      uploadedBy,
      deletedAt: null,
      title: `File ${index}`,
    })),
  );
const all = MediaQuery.parse({});
const changes = (input: unknown) => BulkChanges.parse(input);
const tagsOf = async (scope: Scope, id = '') => (await getMedia(scope, { id })).tags.map(({ name }) => name);
const taskIdOf = ({ taskId }: { taskId: string | null }) => taskId ?? '';

test('a few files are changed at once, each with its outcome, and taken back', async () => {
  const site = await domain.addSite();
  const contributor = await site.as('contributor');
  const [own = ''] = await addFiles(site, 1, contributor.actor.userId);
  const [others = ''] = await addFiles(site, 1);
  const [foreign = ''] = await addFiles(await domain.addSite(), 1);
  const done = await bulkUpdate(contributor, {
    ids: [own, others, foreign],
    changes: changes({ addTags: [{ name: 'Summer' }], credit: 'Ada', alt: { en: 'A lake' } }),
  });
  expect(done).toMatchObject({
    isDone: true,
    total: 3,
    succeeded: [own],
    failed: [
      { id: others, code: 'auth.denied' },
      { id: foreign, code: 'not-found' },
    ],
  });
  expect(await getMedia(contributor, { id: own })).toMatchObject({
    credit: 'Ada',
    alt: { en: 'A lake' },
    tags: [{ name: 'Summer' }],
    revision: 1,
  });
  const task = await getTask(contributor, { id: taskIdOf(done) });
  expect(task).toMatchObject({ state: 'done', canUndo: true, report: { succeeded: 1, failed: 2 } });

  const undo = await undoTask(contributor, { id: task.id });
  expect(undo).toMatchObject({ kind: 'bulk-undo', state: 'done', canUndo: false });
  expect(await getMedia(contributor, { id: own })).toMatchObject({ credit: '', alt: {}, tags: [] });
  expect(await getTask(contributor, { id: task.id })).toMatchObject({ canUndo: false, undoneBy: undo.id });
  await expect(undoTask(contributor, { id: task.id })).rejects.toMatchObject({ code: 'conflict' });
});

test('what a machine had said counts as the machine’s again when it is taken back', async () => {
  const site = await domain.addSite();
  const scope = await site.asKey();
  const [id = ''] = await addFiles(site, 1);
  const { media } = domain.services.db.prisma;
  const before = { caption: 'ai', tags: 'ai', description: 'user' };
  await media.update({ where: { id }, data: { caption: 'A lake', fieldSources: before } });
  const done = await bulkUpdate(scope, {
    ids: [id],
    changes: changes({ caption: 'Her lake', credit: 'Ada', addTags: [{ name: 'Lake' }] }),
  });
  const sourcesOf = async () => (await media.findUniqueOrThrow({ where: { id } })).fieldSources;
  expect(await sourcesOf()).toEqual({ caption: 'user', credit: 'user', tags: 'user', description: 'user' });
  await undoTask(scope, { id: taskIdOf(done) });
  expect(await sourcesOf()).toEqual(before);
});

test('all that match a query are changed by a task, which says how far it is and what became of each', async () => {
  const site = await domain.addSite();
  const editor = await site.as('editor');
  const ids = await addFiles(site, 603);
  await bulkDelete(editor, { ids: ids.slice(0, 1) });
  const begun = await bulkTag(editor, { query: all, tagNames: ['Many'], action: 'add' });
  expect(begun).toMatchObject({ isDone: false, total: 602, succeeded: [] });
  const id = taskIdOf(begun);
  expect(await getTask(editor, { id })).toMatchObject({ state: 'queued', done: 0, total: 602 });
  // Gone between the question and its turn: it has an outcome of its own.
  await bulkDelete(editor, { ids: ids.slice(1, 2) });
  await drainJobs(domain.services);
  expect(await getTask(editor, { id })).toMatchObject({
    state: 'done',
    done: 602,
    report: { succeeded: 601, failed: 1 },
  });
  expect(await tagsOf(editor, ids.at(-1))).toEqual(['Many']);
  const failed = await listOutcomes(editor, { id: id as never, outcome: 'failed', limit: 10 });
  expect(failed).toMatchObject({
    items: [{ id: ids[1], outcome: 'failed', code: 'gone' }],
    counts: { pending: 0, done: 601, failed: 1 },
    nextAfter: null,
  });
  const page = await listOutcomes(editor, { id: id as never, limit: 2 });
  expect(page.nextAfter).toBe(page.items[1]?.id);

  await bulkRestore(editor, { ids: ids.slice(1, 2) });
  await retryTask(editor, { id });
  await drainJobs(domain.services);
  expect(await getTask(editor, { id })).toMatchObject({
    state: 'done',
    report: { succeeded: 602, failed: 0 },
  });

  const undo = await undoTask(editor, { id });
  expect(undo).toMatchObject({ state: 'queued', total: 602 });
  await drainJobs(domain.services);
  expect(await getTask(editor, { id: undo.id })).toMatchObject({ report: { succeeded: 602, failed: 0 } });
  expect(await tagsOf(editor, ids.at(-1))).toEqual([]);
});

test('a cancelled task does nothing more, until it is told to go on', async () => {
  const site = await domain.addSite();
  const editor = await site.as('editor');
  const ids = await addFiles(site, 501);
  const begun = await bulkUpdate(editor, { ids, changes: changes({ credit: 'Ada' }) });
  const id = taskIdOf(begun);
  await cancelTask(editor, { id });
  await drainJobs(domain.services);
  expect(await getMedia(editor, { id: ids[0] ?? '' })).toMatchObject({ credit: '' });
  await retryTask(editor, { id });
  await drainJobs(domain.services);
  expect(await getTask(editor, { id })).toMatchObject({ state: 'done', done: 501 });
  await expect(retryTask(editor, { id })).rejects.toMatchObject({ code: 'conflict' });
});

test('a task may do what its person may do when it runs', async () => {
  const site = await domain.addSite();
  const editor = await site.as('editor');
  const { userId } = editor.actor;
  const ids = await addFiles(site, 501);
  const begun = await bulkUpdate(editor, { ids, changes: changes({ credit: 'Ada' }) });
  await domain.services.db.prisma.membership.updateMany({
    where: { namespaceId: site.namespaceId, userId: userId ?? '' },
    data: { removedAt: new Date() },
  });
  await drainJobs(domain.services);
  const admin = await site.as('admin');
  expect(await getTask(admin, { id: taskIdOf(begun) })).toMatchObject({
    report: { succeeded: 0, failed: 501 },
  });
  expect(await getMedia(admin, { id: ids[0] ?? '' })).toMatchObject({ credit: '' });
});

test('a file that was changed since keeps that when the rest is taken back', async () => {
  const site = await domain.addSite();
  const editor = await site.as('editor');
  const ids = await addFiles(site, 2);
  const [first = '', second = ''] = ids;
  const rightsEnd = '2027-01-01T00:00:00Z';
  const done = await bulkUpdate(editor, { ids, changes: changes({ credit: 'Ada', rightsEnd }) });
  await updateMedia(editor, { id: first as MediaId, credit: 'Grace' });
  const undo = await undoTask(editor, { id: taskIdOf(done) });
  expect(undo.report).toEqual({ succeeded: 1, failed: 1 });
  expect(await getMedia(editor, { id: first })).toMatchObject({ credit: 'Grace' });
  expect(await getMedia(editor, { id: second })).toMatchObject({ credit: '', rightsEnd: null });
});

test('files go into collections and out of them, and come back to their places', async () => {
  const site = await domain.addSite();
  const editor = await site.as('editor');
  const collection = await createCollection(editor, { title: 'Summer' });
  const ids = await addFiles(site, 3);
  await bulkUpdate(editor, { ids, changes: changes({ addToCollections: [collection.id] }) });
  const places = () =>
    domain.services.db.prisma.collectionItem.findMany({
      where: { collectionId: collection.id },
      orderBy: { position: 'asc' },
      select: { mediaId: true, position: true },
    });
  const before = await places();
  expect(before.map(({ mediaId }) => mediaId)).toEqual(ids);
  const some = changes({ removeFromCollections: [collection.id] });
  const out = await bulkUpdate(editor, { ids: ids.slice(0, 2), changes: some });
  expect(await places()).toHaveLength(1);
  await undoTask(editor, { id: taskIdOf(out) });
  expect(await places()).toEqual(before);
  const missing = changes({ addToCollections: [domain.services.newId()] });
  await expect(bulkUpdate(editor, { ids, changes: missing })).rejects.toMatchObject({ code: 'not-found' });
});

test('what content uses stays out of the trash; the rest goes there and comes back', async () => {
  const site = await domain.addSite();
  const editor = await site.as('editor');
  const ids = await addFiles(site, 3);
  await syncPage(editor, {}, ids.slice(0, 1));
  const gone = await bulkDelete(editor, { query: all });
  expect(gone).toMatchObject({ total: 3, succeeded: ids.slice(1), failed: [{ code: 'media.in-use' }] });
  const listed = async () =>
    (await listMedia(editor, { state: 'live', sort: 'title', limit: 9 })).items.length;
  expect(await listed()).toBe(1);
  await undoTask(editor, { id: taskIdOf(gone) });
  expect(await listed()).toBe(3);
  await bulkDelete(editor, { ids: ids.slice(1) });
  expect(await bulkRestore(editor, { query: all })).toMatchObject({ succeeded: ids.slice(1) });
  await expect(bulkDelete(editor, { ids, force: true, reason: 'x' })).rejects.toMatchObject({
    code: 'auth.denied',
  });
});

test('what can no longer be taken back is forgotten', async () => {
  const site = await domain.addSite();
  const editor = await site.as('editor');
  const done = await bulkUpdate(editor, { ids: await addFiles(site, 1), changes: changes({ keep: true }) });
  const id = taskIdOf(done);
  await domain.services.db.prisma.task.update({
    where: { id },
    data: { finishedAt: new Date(Date.now() - 31 * 24 * 3600 * 1000) },
  });
  await sweepTasks(domain.services);
  expect(await getTask(editor, { id })).toMatchObject({ canUndo: false });
  expect((await listOutcomes(editor, { id: id as never, limit: 1 })).items).toEqual([]);
});
