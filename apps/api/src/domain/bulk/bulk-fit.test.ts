import { BulkChanges, type MediaId, TaskOutcomesInput, UserId } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transaction } from '../../db/transaction.ts';
import { addManyMedia } from '../../testing/add-many-media.ts';
import { addMedia } from '../../testing/add-media.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { syncPage } from '../../testing/sync-page.ts';
import { replaceEverywhere } from '../media/replace-everywhere.ts';
import { updateMedia } from '../media/update-media.ts';
import { updateMembership } from '../namespaces/update-membership.ts';
import { bulkDelete } from './bulk-delete.ts';
import { bulkUpdate } from './bulk-update.ts';
import type { BulkWork } from './describe-bulk.ts';
import { listOutcomes } from './list-outcomes.ts';
import { takePending } from './take-pending.ts';
import { undoTask } from './undo-task.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

async function world() {
  const site = await domain.addSite();
  const scope = await site.asKey();
  const { db } = domain.services;
  const add = async (fields: Parameters<typeof addMedia>[2] = {}) =>
    (await addMedia(db, site.namespaceId, fields)).id as MediaId;
  const addMany = async (count: number) => {
    const file = { accessLevel: 'public', uploadedBy: null, deletedAt: null };
    const ids = await addManyMedia(db, site.namespaceId, Array(count).fill(file));
    return ids.toSorted() as MediaId[];
  };
  const failures = async (taskId: string | null) => {
    const input = TaskOutcomesInput.parse({ id: taskId, outcome: 'failed' });
    return (await listOutcomes(scope, input)).items;
  };
  return { site, scope, add, addMany, failures };
}
const changes = (input: unknown) => BulkChanges.parse(input);

test('what stands in the place of another comes into one batch with it, wherever both are', async () => {
  const { scope, addMany } = await world();
  const ids = await addMany(1002);
  const [first, last] = [ids.at(0) as MediaId, ids.at(-1) as MediaId];
  await replaceEverywhere(scope, { from: last, to: first });
  const { taskId } = await bulkDelete(scope, { ids });
  const work: BulkWork = { kind: 'delete', force: false };
  const taken = await transaction(scope, (tx) => takePending(tx, taskId ?? '', work, 'free'));
  expect(taken).toEqual([...ids.slice(0, 1000), last]);
});

test('a file comes back with the one in its place, whose turn would be later', async () => {
  const { scope, addMany, failures } = await world();
  const ids = await addMany(502);
  await replaceEverywhere(scope, { from: ids.at(0) as MediaId, to: ids.at(-1) as MediaId });
  const { taskId } = await bulkDelete(scope, { ids });
  await drainJobs(domain.services);
  expect(await failures(taskId)).toEqual([]);
  const undo = await undoTask(scope, { id: taskId ?? '' });
  await drainJobs(domain.services);
  expect(await failures(undo.id)).toEqual([]);
});

test('rights that would end before they begin, of one file, stop none of the others', async () => {
  const { scope, add } = await world();
  const [a, b] = [await add(), await add({ rightsStart: new Date('2030-01-01') })];
  const end = changes({ rightsEnd: '2027-01-01T00:00:00.000Z' });
  expect(await bulkUpdate(scope, { ids: [a, b], changes: end })).toMatchObject({
    succeeded: [a],
    failed: [{ id: b, code: 'input.invalid' }],
  });
});

test('a level at which a file would not fit the one in its place is refused, one by one or for many, but not for both', async () => {
  const { scope, add } = await world();
  const [from, to] = [await add(), await add()];
  await replaceEverywhere(scope, { from, to });
  const isRefused = { code: 'input.invalid' };
  await expect(updateMedia(scope, { id: to, accessLevel: 'private' })).rejects.toMatchObject(isRefused);
  const hidden = changes({ accessLevel: 'private' });
  expect((await bulkUpdate(scope, { ids: [to], changes: hidden })).failed).toMatchObject([
    { id: to, ...isRefused },
  ]);
  const both = await bulkUpdate(scope, { ids: [from, to], changes: hidden });
  expect(both.succeeded).toEqual([from, to]);
  await expect(updateMedia(scope, { id: from, accessLevel: 'public' })).rejects.toMatchObject(isRefused);
  const { taskId } = await bulkUpdate(scope, { ids: [from], changes: changes({ accessLevel: 'private' }) });
  expect(taskId).not.toBeNull();
});

test('members hear of what is shut away from them, also when that is done by taking back', async () => {
  const { site, scope, add } = await world();
  const id = await add({ accessLevel: 'staff' });
  const withdrawn = () =>
    domain.services.db.prisma.outboxEvent.count({
      where: { namespaceId: site.namespaceId, type: 'media.withdrawn' },
    });
  const opened = await bulkUpdate(scope, { ids: [id], changes: changes({ accessLevel: 'public' }) });
  expect(await withdrawn()).toBe(0);
  await undoTask(scope, { id: opened.taskId ?? '' });
  expect(await withdrawn()).toBe(1);
  await bulkUpdate(scope, { ids: [await add()], changes: changes({ accessLevel: 'private' }) });
  expect(await withdrawn()).toBe(2);
});

test('who may make no tags makes none by the way', async () => {
  const { site, add } = await world();
  const viewer = await site.as('viewer');
  const tagging = changes({ addTags: [{ name: 'Graffiti' }] });
  const denied = { code: 'auth.denied' };
  await expect(bulkUpdate(viewer, { ids: [await add()], changes: tagging })).rejects.toMatchObject(denied);
  expect(await domain.services.db.prisma.tag.count({ where: { namespaceId: site.namespaceId } })).toBe(0);
});

test('outcomes name nothing that who reads them does not see now', async () => {
  const { site, add } = await world();
  const boss = await site.as('admin', 'boss');
  const eve = await site.as('editor', 'eve');
  const secret = await add({ accessLevel: 'staff', title: 'Secret merger' });
  await syncPage(eve, {}, [secret]);
  const { taskId } = await bulkDelete(eve, { ids: [secret, await add()] });
  const input = TaskOutcomesInput.parse({ id: taskId });
  expect(JSON.stringify(await listOutcomes(eve, input))).toContain('Secret merger');
  const userId = UserId.parse(eve.actor.userId);
  await updateMembership(boss, { namespaceId: site.namespaceId, userId, role: 'viewer' });
  expect(JSON.stringify(await listOutcomes(await site.as('viewer', 'eve'), input))).not.toContain('Secret');
});
