import { afterAll, beforeAll, expect, test } from 'vitest';
import { addNamespace } from '../testing/add-namespace.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { transaction } from './transaction.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** Lets `parties` callers through together. */
function createBarrier(parties: number) {
  const { promise, resolve } = Promise.withResolvers<void>();
  let waiting = 0;
  return () => {
    waiting += 1;
    if (waiting >= parties) resolve();
    return promise;
  };
}

test('a deadlock is retried and reaches nobody', async () => {
  const [a, b] = [await addNamespace(database.db), await addNamespace(database.db)];
  const meet = createBarrier(2);
  let attempts = 0;
  const rename = (first: string, second: string) =>
    transaction(database, async (tx) => {
      attempts += 1;
      await tx.namespace.update({ where: { id: first }, data: { name: `${first} first` } });
      await meet();
      await tx.namespace.update({ where: { id: second }, data: { name: `${first} second` } });
      return 'done';
    });
  expect(await Promise.all([rename(a.id, b.id), rename(b.id, a.id)])).toEqual(['done', 'done']);
  expect(attempts).toBeGreaterThan(2);
});

test('what is not worth a retry is tried once, and nothing of it stays', async () => {
  const { id } = await addNamespace(database.db);
  let attempts = 0;
  const failing = transaction(database, async (tx) => {
    attempts += 1;
    await tx.namespace.update({ where: { id }, data: { name: 'half done' } });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(attempts).toBe(1);
  expect(await database.db.prisma.namespace.findUnique({ where: { id } })).toMatchObject({ name: 'A test' });
});

test('a serialisation failure that does not end is told after three retries', async () => {
  let attempts = 0;
  const failing = transaction(database, async (tx) => {
    attempts += 1;
    await tx.$executeRaw`do $$ begin raise exception 'again' using errcode = '40001'; end $$`;
  });
  await expect(failing).rejects.toThrow();
  expect(attempts).toBe(4);
});
