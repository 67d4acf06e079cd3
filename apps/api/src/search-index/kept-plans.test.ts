import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../db/open-database.ts';
import { addLargeLibrary } from '../testing/add-large-library.ts';
import { addNamespace } from '../testing/add-namespace.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { listMediaRows, type MediaListRequest } from './list-media-rows.ts';
import type { FileCondition, MediaFilter } from './media-filter.ts';

/** More than are gathered whatever is asked for. */
const FILES = 5500;
/** From the sixth call on PostgreSQL may go by a plan for any values. */
const CALLS = 7;

let database: TestDatabase;
let namespaceId: string;
/** All calls on one connection, as one whose plans are made. */
let pool: pg.Pool;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  namespaceId = (await addNamespace(database.db)).id;
  await addLargeLibrary(database.db, namespaceId, FILES);
  // What few files have, strewn about each order: twenty wait for review, of some rights have ended or not begun.
  await database.db.pool.query(
    `with numbered as (select media_id, row_number() over (order by md5(media_id::text)) as n from media_index where namespace_id = $1)
     update media_index i set
       review_status = case when n % 275 = 0 then 'pending' else 'approved' end,
       rights_end = case when n % 180 = 1 then now() - interval '1 day' end,
       rights_start = case when n % 180 = 2 then now() + interval '1 day' end
     from numbered where numbered.media_id = i.media_id`,
    [namespaceId],
  );
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  db = { ...database.db, pool };
  // What the application itself may not do.
  await pool.query('analyze media_index');
}, 60_000);
afterAll(async () => {
  await pool.end();
  await database.close();
});

function filterOf(file: FileCondition): MediaFilter {
  return {
    namespaceId,
    state: 'live',
    reach: { levels: null, userId: null, onlyOwn: false },
    conditions: [{ type: 'file', file }],
    text: null,
    textSearchConfig: 'vitrine',
    at: new Date(),
    endingUntil: new Date(),
    identity: 'test',
  };
}

/** Entries of all indexes of the index of files, and rows, that were read so far. */
async function readSoFar(): Promise<number> {
  await pool.query('select pg_stat_force_next_flush()');
  const { rows } = await pool.query<{ n: string }>(
    `select (select seq_tup_read from pg_stat_user_tables where relname = 'media_index')
       + (select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'media_index') as n`,
  );
  return Number(rows[0]?.n);
}

const cases: [string, number, MediaListRequest['sort'], () => MediaFilter][] = [
  ['what waits for review', 20, '-createdAt', () => filterOf({ reviewStatus: ['pending'] })],
  ['what waits for review', 20, 'title', () => filterOf({ reviewStatus: ['pending'] })],
  ['what waits or was rejected', 20, 'title', () => filterOf({ reviewStatus: ['pending', 'rejected'] })],
  ['rights that have ended', 31, 'title', () => filterOf({ rights: 'ended' })],
  ['rights that have not begun', 31, '-sizeBytes', () => filterOf({ rights: 'not-started' })],
];

test.each(cases)(
  '%s (%i) by %s are found through their own index, also once the plan is kept',
  async (_, files, sort, filter) => {
    let before = 0;
    let value = 0;
    for (let call = 0; call < CALLS; call += 1) {
      before = await readSoFar();
      const page = await listMediaRows(db, { filter: filter(), sort, limit: 48 });
      value = page.total.value;
      expect(page.rows).toHaveLength(Math.min(files, 48));
    }
    expect(value).toBe(files);
    // The page, its count and its files: each hit some times, the namespace never.
    expect((await readSoFar()) - before).toBeLessThan(FILES / 10);
  },
);
