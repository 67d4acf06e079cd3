import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BulkChanges, MediaQuery } from '@vitrine/schema';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../db/open-database.ts';
import { unlockDeadWorkers } from '../../queue/worker-heartbeat.ts';
import { addManyMedia } from '../../testing/add-many-media.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain, type TestSite } from '../../testing/open-test-domain.ts';
import { spawnVitrine } from '../../testing/spawn-vitrine.ts';
import type { Scope } from '../scope.ts';
import { cancelTask } from '../tasks/cancel-task.ts';
import { getTask } from '../tasks/get-task.ts';
import { bulkTag } from './bulk-tag.ts';
import { bulkUpdate } from './bulk-update.ts';
import { undoTask } from './undo-task.ts';

const domain = await openTestDomain();
const { services } = domain;
const { db } = services;
// As jobs have it: what waits for a lock here may wait longer than a request would.
const jobs = { ...services, db: await openDatabase({ url: db.url, role: 'worker', log: services.log }) };
afterAll(async () => {
  await jobs.db.close();
  await domain[Symbol.asyncDispose]();
});

/** Two batches, which are done at once: the second one is short. */
const FILES = 1010;
const patiently = { interval: 20, timeout: 60_000 };
const all = MediaQuery.parse({});

async function addFiles(site: TestSite, count: number): Promise<string[]> {
  const file = { accessLevel: 'public', uploadedBy: null, deletedAt: null };
  const half = () =>
    addManyMedia(
      db,
      site.namespaceId,
      Array.from({ length: count / 2 }, () => file),
    );
  return [...(await half()), ...(await half())];
}

/** Locks a file as somebody who edits it: a batch with it waits in the middle of its transaction. */
async function hold(mediaId: string | undefined) {
  const client = new pg.Client({ connectionString: db.url });
  await client.connect();
  await client.query('begin');
  await client.query('select from media where id = $1 for update', [mediaId]);
  return {
    /** How many wait for it. */
    async waiting() {
      const { rows } = await client.query<{ count: number }>(
        'select count(*)::int from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid))',
      );
      return rows[0]?.count;
    },
    release: () => client.end(),
  };
}

const lines = async (text: string, values: unknown[]) =>
  (await db.pool.query<{ line: string }>(text, values)).rows.map(({ line }) => line);

/** All that a tag leaves behind, in the index and beside it, without the times of changes. */
const stateOf = (scope: Scope) =>
  lines(
    `select concat_ws(' ', i.media_id, (to_jsonb(i) - 'updated_at')::text, array(
       select concat_ws(':', t.tag_id, t.source) from media_tag t
       where t.namespace_id = i.namespace_id and t.media_id = i.media_id order by 1)::text) as line
     from media_index i where i.namespace_id = $1 order by 1`,
    [scope.namespace.id],
  );

/** What each tag counts: with what is not folded yet. */
const countsOf = async (scope: Scope) =>
  (
    await db.pool.query<{ name: string; value: string; bytes: string }>(
      `select t.name, c.value, c.bytes from tag t
       join counts_of('files', array(select id from tag where namespace_id = $1)) c on c.subject_id = t.id
       where t.namespace_id = $1 order by 1`,
      [scope.namespace.id],
    )
  ).rows;

test('a tag on many files stands in the index of each, is counted, and leaves no trace when it is taken back', async () => {
  const site = await domain.addSite();
  const editor = await site.as('editor');
  const ids = await addFiles(site, FILES);
  // These had the tag before, and keep it.
  await bulkTag(editor, { mediaIds: ids.slice(0, 7) as never, tagNames: ['Harbour'], action: 'add' });
  const [before, counted] = [await stateOf(editor), await countsOf(editor)];
  expect(counted).toEqual([{ name: 'Harbour', value: '7', bytes: '7000' }]);

  const { taskId } = await bulkTag(editor, { query: all, tagNames: ['Harbour'], action: 'add' });
  await drainJobs(jobs);
  const found = await lines(
    `select i.media_id::text as line from media_index i join tag t on i.tag_ids = array[t.id]
     where i.namespace_id = $1 and i.search @@ to_tsquery('vitrine', 'harbour') order by 1`,
    [site.namespaceId],
  );
  expect(found).toEqual(ids.toSorted());
  expect(await countsOf(editor)).toEqual([{ name: 'Harbour', value: `${FILES}`, bytes: `${FILES}000` }]);
  expect(await getTask(editor, { id: taskId ?? '' })).toMatchObject({
    state: 'done',
    done: FILES,
    report: { succeeded: FILES, failed: 0 },
  });

  await undoTask(editor, { id: taskId ?? '' });
  await drainJobs(jobs);
  expect(await stateOf(editor)).toEqual(before);
  expect(await countsOf(editor)).toEqual(counted);
});

test('nothing is done any more once a cancel is answered, also of what was under way', async () => {
  const site = await domain.addSite();
  const editor = await site.as('editor');
  const ids = await addFiles(site, FILES);
  const { taskId } = await bulkUpdate(editor, {
    query: all,
    changes: BulkChanges.parse({ credit: 'Ada' }),
  });
  const id = taskId ?? '';
  const [first, second] = [await hold(ids[0]), await hold(ids[1005])];
  const drained = drainJobs(jobs);
  for (const { waiting } of [first, second]) await expect.poll(waiting, patiently).toBe(1);
  expect(await cancelTask(editor, { id })).toMatchObject({ state: 'cancelled', done: 0 });
  await Promise.all([first.release(), second.release()]);
  await drained;
  expect(await getTask(editor, { id })).toMatchObject({ state: 'cancelled', done: 0, canUndo: false });
  const where = { namespaceId: site.namespaceId };
  expect(await db.prisma.media.count({ where: { ...where, credit: 'Ada' } })).toBe(0);
  expect(await db.prisma.taskItem.count({ where: { taskId: id, outcome: 'pending' } })).toBe(FILES);
  expect(await db.prisma.auditEntry.count({ where: { ...where, action: 'media.updated' } })).toBe(0);
});

test('killed in the middle, bulk work is gone on with: each file is done once, none is left out', async () => {
  const site = await domain.addSite();
  const editor = await site.as('editor');
  const ids = await addFiles(site, FILES);
  const { taskId } = await bulkTag(editor, { query: all, tagNames: ['Harbour'], action: 'add' });
  const id = taskId ?? '';
  const held = await hold(ids[500]);
  const directory = await mkdtemp(path.join(tmpdir(), 'vitrine-kill-'));
  const server = await spawnVitrine({ DATABASE_URL: db.url, DATA_DIR: directory, PORT: '0' });
  const doneOf = async () => (await getTask(editor, { id })).done;
  // The short batch, while the other waits inside its transaction.
  await expect.poll(doneOf, patiently).toBe(10);
  await expect.poll(held.waiting, patiently).toBe(1);
  await server.kill();
  await held.release();
  expect(await getTask(editor, { id })).toMatchObject({ state: 'running', done: 10 });

  await unlockDeadWorkers(db, { silentMs: 0 });
  await drainJobs(jobs);
  expect(await getTask(editor, { id })).toMatchObject({
    state: 'done',
    done: FILES,
    report: { succeeded: FILES, failed: 0 },
  });
  expect(await countsOf(editor)).toEqual([{ name: 'Harbour', value: `${FILES}`, bytes: `${FILES}000` }]);
  const told = await lines(
    `select entity_id as line from audit_entry where namespace_id = $1 and action = 'media.updated' order by 1`,
    [site.namespaceId],
  );
  expect(told).toEqual(ids.toSorted());
  expect(await db.prisma.media.count({ where: { namespaceId: site.namespaceId, revision: 1 } })).toBe(FILES);
  await rm(directory, { recursive: true });
}, 120_000);
