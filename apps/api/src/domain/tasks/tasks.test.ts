import { Task } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { endExpiredExports } from '../exports/end-expired-exports.ts';
import { cancelTask } from './cancel-task.ts';
import { getTask } from './get-task.ts';
import { listTasks } from './list-tasks.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

async function addTask(namespaceId: string, userId: string | null, state = 'queued') {
  const { db, newId } = domain.services;
  const id = newId();
  await db.prisma.task.create({
    data: {
      id,
      namespaceId,
      userId,
      kind: 'export',
      state,
      ...(state === 'done' && { finishedAt: new Date() }),
    },
  });
  return id;
}

test('people see and cancel their own tasks, admins all', async () => {
  const site = await domain.addSite();
  const editor = await site.as('editor');
  const mine = await addTask(site.namespaceId, editor.actor.userId);
  const others = await addTask(site.namespaceId, (await site.as('editor')).actor.userId);
  expect((await listTasks(editor)).map(({ id }) => id)).toEqual([mine]);
  expect(await listTasks(await site.as('admin'))).toHaveLength(2);
  await expect(getTask(editor, { id: others })).rejects.toMatchObject({ code: 'not-found' });
  await expect(cancelTask(editor, { id: others })).rejects.toMatchObject({ code: 'not-found' });
  expect(Task.parse(await cancelTask(editor, { id: mine }))).toMatchObject({ state: 'cancelled' });
  expect(await cancelTask(editor, { id: mine })).toMatchObject({ state: 'cancelled' });
});

test('a task that has ended can not be cancelled', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const id = await addTask(site.namespaceId, null, 'done');
  await expect(cancelTask(admin, { id })).rejects.toMatchObject({ code: 'conflict' });
});

test('an export that nobody fetched ends when its link has', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const id = await addTask(site.namespaceId, null);
  const done = await addTask(site.namespaceId, null, 'done');
  const inHours = (hours: number) => ({
    ...domain.services,
    now: () => new Date(Date.now() + hours * 3_600_000),
  });
  await endExpiredExports(inHours(1), 'test');
  expect((await getTask(admin, { id })).state).toBe('queued');
  await endExpiredExports(inHours(3), 'test');
  expect(await getTask(admin, { id })).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('expired'),
  });
  expect((await getTask(admin, { id: done })).state).toBe('done');
});
