import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { describeCatalog } from '../testing/describe-catalog.ts';
import { diffSchema } from '../testing/diff-schema.ts';
import { prismaDir } from './read-migrations.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('the migrations make what prisma/schema says; what is printed here belongs into a new migration', async () => {
  expect(await diffSchema(database.url)).toBe('');
});

/** After a migration on purpose: `npx vitest run --project api apps/api/src/db/drift -u` */
test('what Prisma can not say is as prisma/catalog.snapshot says', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await expect(await describeCatalog(client)).toMatchFileSnapshot(path.join(prismaDir, 'catalog.snapshot'));
  } finally {
    await client.end();
  }
});
