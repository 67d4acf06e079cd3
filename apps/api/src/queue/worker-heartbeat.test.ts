import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { transaction } from '../db/transaction.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { enqueue } from './enqueue.ts';
import { beat, retire, unlockDeadWorkers } from './worker-heartbeat.ts';

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
