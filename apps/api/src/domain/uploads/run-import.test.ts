import { afterAll, expect, test } from 'vitest';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { importFromUrl } from './import-from-url.ts';
import { landingKeyOf } from './quarantine-keys.ts';
import { sweepUploads } from './sweep-uploads.ts';

const domain = await openTestDomain();
const { services } = domain;
const { db } = services;
afterAll(() => domain[Symbol.asyncDispose]());

/** Is refused as soon as its turn comes. */
const url = 'http://127.0.0.1/a.png';

test('an import whose turn never came ends as failed, and says so', async () => {
  const scope = await (await domain.addSite()).as('contributor');
  const { taskId: id, uploadId } = await importFromUrl(scope, { url });
  const nextDay = { ...services, now: () => new Date(Date.now() + 24 * 60 * 60_000 + 1000) };
  expect((await sweepUploads(nextDay, 'test')).expired).toBe(1);
  await drainJobs(services);
  expect(await db.prisma.task.findUnique({ where: { id } })).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('a.png was given up'),
    input: {},
  });
  expect(await db.prisma.upload.findUnique({ where: { id: uploadId } })).toMatchObject({ state: 'expired' });
});

test('whoever imports one file does not wait for all that others import', async () => {
  const [many, one, other] = await Promise.all([
    domain.addSite().then((site) => site.as('contributor')),
    domain.addSite().then((site) => site.as('contributor')),
    domain.addSite().then((site) => site.asKey()),
  ]);
  const begun: string[] = [];
  for (const scope of [many, many, many, one, other, one]) {
    begun.push((await importFromUrl(scope, { url })).taskId);
  }
  // A drain may end while a queue lets go of its last job.
  const waiting = async () => {
    await drainJobs(services);
    return db.prisma.task.count({ where: { id: { in: begun }, finishedAt: null } });
  };
  await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
  const tasks = await db.prisma.task.findMany({
    where: { id: { in: begun } },
    orderBy: { finishedAt: 'asc' },
  });
  expect(tasks.map(({ id }) => begun.indexOf(id))).toEqual([0, 3, 4, 1, 5, 2]);
});

test('nobody has more than a hundred imports waiting', async () => {
  const site = await domain.addSite();
  const [scope, other] = await Promise.all([site.as('contributor'), site.as('contributor')]);
  const namespaceId = scope.namespace.id;
  const row = () => {
    const id = scope.newId();
    const quarantineKey = landingKeyOf({ namespaceId, id });
    const file = { filename: 'a.png', declaredSizeBytes: 0, quarantineKey, userId: scope.actor.userId };
    return { id, namespaceId, door: 'import', ...file };
  };
  await db.prisma.upload.createMany({ data: Array.from({ length: 99 }, row) });
  await importFromUrl(scope, { url });
  await expect(importFromUrl(scope, { url })).rejects.toMatchObject({ code: 'rate.limited' });
  expect(await db.prisma.task.count({ where: { namespaceId } })).toBe(1);
  await importFromUrl(other, { url });
});
