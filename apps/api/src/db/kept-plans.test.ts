import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { MAX_KEPT_PLANS, nameStatement } from './kept-plans.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const run = (text: string) => database.db.pool.query({ name: nameStatement(text), text });

/** What the connection that is taken keeps. */
async function kept(): Promise<Map<string, { runs: number }>> {
  const { rows } = await database.db.pool.query<{ statement: string; runs: number }>(
    `select statement, (generic_plans + custom_plans)::int as runs from pg_prepared_statements where name like 'kept-%'`,
  );
  return new Map(rows.map(({ statement, runs }) => [statement, { runs }]));
}

test('whoever asks for ever other things takes nobody’s plan, and no connection keeps more than it should', async () => {
  const hot = 'select 0 as hot';
  await run('select 0 as once');
  for (let n = 0; n < 2 * MAX_KEPT_PLANS; n += 1) {
    await run(`select 0 as asked_${n}`);
    if (n % 100 === 0) await run(hot);
  }
  const plans = await kept();
  // Prepared once, and used each time.
  expect(plans.get(hot)).toEqual({ runs: 6 });
  expect(plans.size).toBeLessThanOrEqual(MAX_KEPT_PLANS + 1);
  expect(plans.has('select 0 as once')).toBe(false);
  // What comes after very many others has a plan of its own as well, and so has what comes back.
  for (const text of ['select 0 as late', 'select 0 as once']) {
    expect((await run(text)).rows).toHaveLength(1);
    await run(text);
    expect((await kept()).get(text)).toEqual({ runs: 2 });
  }
});

test('also in a transaction that has failed nothing is lost', async () => {
  const { pool } = database.db;
  const client = await pool.connect();
  try {
    const first = 'select 0 as within';
    const query = (text: string) => client.query({ name: nameStatement(text), text });
    await query(first);
    await client.query('begin');
    await expect(client.query('select 1 / 0')).rejects.toThrow('division by zero');
    for (let n = 0; n <= MAX_KEPT_PLANS; n += 1) nameStatement(`select 0 as unused_${n}`);
    // As the pool does where it hands out a connection.
    pool.emit('acquire', client);
    await client.query('rollback');
    expect((await query(first)).rows).toHaveLength(1);
  } finally {
    client.release();
  }
});
