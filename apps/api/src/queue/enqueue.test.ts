import { Logger, runOnce } from 'graphile-worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../db/new-id.ts';
import { transaction } from '../db/transaction.ts';
import { withRequestContext } from '../observability/request-context.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { enqueue, readJob } from './enqueue.ts';

const Payload = z.strictObject({ mediaId: z.uuid() });

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const jobsOf = async (name: string) => {
  const { rows } = await database.db.pool.query(
    `select j.payload, j.key from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = $1`,
    [name],
  );
  return rows;
};

test('a job exists if and only if the transaction that queued it was committed', async () => {
  const namespace = { id: newId(), slug: 'rolled-back', name: 'Rolled back' };
  const rolledBack = transaction(database, async (tx) => {
    await tx.namespace.create({ data: namespace });
    await enqueue(tx, 'atomic', Payload, { mediaId: newId() });
    throw new Error('the caller gave up');
  });
  await expect(rolledBack).rejects.toThrow('the caller gave up');
  expect(await jobsOf('atomic')).toEqual([]);
  expect(await database.db.prisma.namespace.count({ where: { id: namespace.id } })).toBe(0);

  await transaction(database, async (tx) => {
    await tx.namespace.create({ data: namespace });
    await enqueue(tx, 'atomic', Payload, { mediaId: newId() });
  });
  expect(await jobsOf('atomic')).toHaveLength(1);
});

test('a waiting job is replaced by one of the same key', async () => {
  const [first, second] = [newId(), newId()];
  await transaction(database, (tx) => enqueue(tx, 'keyed', Payload, { mediaId: first }, { jobKey: 'one' }));
  await transaction(database, (tx) => enqueue(tx, 'keyed', Payload, { mediaId: second }, { jobKey: 'one' }));
  expect(await jobsOf('keyed')).toEqual([{ key: 'one', payload: { data: { mediaId: second } } }]);
});

test('a job carries the id of the request that queued it', async () => {
  await withRequestContext({ requestId: 'req-1' }, () =>
    transaction(database, (tx) => enqueue(tx, 'traced', Payload, { mediaId: newId() })),
  );
  const [job] = await jobsOf('traced');
  expect(readJob(Payload, job.payload).requestId).toBe('req-1');
});

test('a payload of another form is refused before it is stored, and when it is read', async () => {
  const wrong = transaction(database, (tx) => enqueue(tx, 'wrong', Payload, { mediaId: 'not an id' }));
  await expect(wrong).rejects.toThrow(z.ZodError);
  expect(await jobsOf('wrong')).toEqual([]);
  expect(() => readJob(Payload, { data: { url: 'x' } })).toThrow(z.ZodError);
  expect(readJob(z.strictObject({ days: z.int().default(30) }), {}).payload).toEqual({ days: 30 });
});

test('a worker that owns nothing runs what was queued', async () => {
  const mediaId = newId();
  await transaction(database, (tx) => enqueue(tx, 'worked', Payload, { mediaId }));
  const done: string[] = [];
  await runOnce({
    pgPool: database.db.pool,
    logger: new Logger(() => () => undefined),
    taskList: { worked: (stored) => void done.push(readJob(Payload, stored).payload.mediaId) },
  });
  expect(done).toEqual([mediaId]);
  expect(await jobsOf('worked')).toEqual([]);
});
