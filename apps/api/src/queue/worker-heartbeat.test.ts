import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { transaction } from '../db/transaction.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { enqueue } from './enqueue.ts';
import { beat, retire, unlockDeadWorkers, unlockForgotten } from './worker-heartbeat.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** What a worker does with a job when it takes it. */
const takeJob = (workerId: string, minutesAgo: number) =>
  database.db.pool.query(
    `update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - $2 * interval '1 minute', attempts = 1
     where id = (select id from graphile_worker._private_jobs where locked_by is null limit 1)`,
    [workerId, minutesAgo],
  );

test('jobs of a worker that was killed go back to the queue, those of the living stay', async () => {
  for (const _ of [1, 2, 3]) {
    await transaction(database, (tx) => enqueue(tx, 'long', z.strictObject({}), {}));
  }
  await takeJob('dead', 2);
  await takeJob('alive', 2);
  await takeJob('new', 0);
  await beat(database.db, ['alive', 'never-worked']);

  expect(await unlockDeadWorkers(database.db, { silentMs: 30_000 })).toEqual(['dead']);
  const { rows } = await database.db.pool.query(
    'select locked_by from graphile_worker._private_jobs order by locked_by nulls last',
  );
  expect(rows.map((row) => row.locked_by)).toEqual(['alive', 'new', null]);
  expect(await unlockDeadWorkers(database.db, { silentMs: 30_000 })).toEqual([]);

  await retire(database.db, ['alive', 'never-worked']);
  expect(await unlockDeadWorkers(database.db, { silentMs: 30_000 })).toEqual(['alive']);
});

test('a job that was handed out while the connection broke is given back, those that run are not', async () => {
  for (const name of ['forgotten', 'running', 'fresh']) {
    await transaction(database, (tx) =>
      enqueue(tx, name, z.strictObject({}), {}, { queueName: `queue of ${name}` }),
    );
    await database.db.pool.query(
      `with job as (
         update graphile_worker._private_jobs j set locked_by = 'me', locked_at = now() - $2 * interval '1 minute'
         from graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = $1 returning job_queue_id)
       update graphile_worker._private_job_queues q set locked_by = 'me', locked_at = now()
       from job where q.id = job.job_queue_id`,
      [name, name === 'fresh' ? 0 : 2],
    );
  }
  const lockedOf = async (table: string) => {
    const { rows } = await database.db.pool.query(
      `select count(*)::int as count from graphile_worker.${table} where locked_by = 'me'`,
    );
    return rows[0]?.count;
  };
  const { rows } = await database.db.pool.query<{ id: string }>(
    "select id from graphile_worker.jobs where task_identifier = 'running'",
  );
  const held = { workerIds: ['me'], runningJobIds: rows.map(({ id }) => id), silentMs: 30_000 };
  expect(await unlockForgotten(database.db, { ...held, workerIds: ['other'] })).toBe(0);
  expect(await unlockForgotten(database.db, held)).toBe(1);
  expect(await lockedOf('_private_jobs')).toBe(2);
  expect(await lockedOf('_private_job_queues')).toBe(2);
});
