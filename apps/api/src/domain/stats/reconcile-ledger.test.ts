import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrokenInvariants } from '../../invariants/find-broken-invariants.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { syncPage } from '../../testing/sync-page.ts';
import { uploadText } from '../../testing/upload-text.ts';
import { waitForLock } from '../../testing/wait-for-lock.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { updateMedia } from '../media/update-media.ts';
import type { Scope } from '../scope.ts';
import { foldCounters } from './fold-counters.ts';
import { reconcileLedger } from './reconcile-ledger.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const reconcile = () => reconcileLedger(domain.services, 'test');
const nothing = { ledgers: 0, counters: 0, uses: 0 };

/** A library with files of all sorts: tagged, used, in the trash. */
async function world(): Promise<{ scope: Scope; files: string[] }> {
  const scope = await (await domain.addSite()).as('admin');
  const files = [await uploadText(scope), await uploadText(scope), await uploadText(scope)] as const;
  await updateMedia(scope, { id: files[0], tags: [{ name: 'Sea' }] });
  await syncPage(scope, {}, [files[1]]);
  await deleteMedia(scope, { ids: [files[2]] });
  await foldCounters(domain.services);
  return { scope, files: [...files] };
}

const isWhole = async ({ namespace, db }: Scope) =>
  (await findBrokenInvariants(db.pool, { namespaceIds: [namespace.id], isDrained: false })).length === 0;

async function usesOf({ db }: Scope, id: string): Promise<number> {
  const row = await db.prisma.mediaIndex.findUniqueOrThrow({ where: { mediaId: id } });
  return row.referenceCount;
}

async function correctionsOf({ db, namespace }: Scope) {
  const entries = await db.prisma.auditEntry.findMany({
    where: { namespaceId: namespace.id, action: { endsWith: '-corrected' } },
    orderBy: { id: 'asc' },
  });
  return entries.map(({ action }) => action);
}

test('where nothing drifted nothing is written', async () => {
  const { scope } = await world();
  expect(await reconcile()).toEqual(nothing);
  expect(await correctionsOf(scope)).toEqual([]);
});

test('drift of each sort is mended, and told', async () => {
  const { scope, files } = await world();
  const { pool } = scope.db;
  const { id } = scope.namespace;
  await pool.query(
    'update namespace_usage set used_bytes = used_bytes + 7, reserved_bytes = 3 where namespace_id = $1',
    [id],
  );
  await pool.query(`update counter set value = value + 5, bytes = bytes + 1 where namespace_id = $1`, [id]);
  await pool.query(`delete from counter where namespace_id = $1 and metric = 'trashed'`, [id]);
  await pool.query(
    `insert into counter (namespace_id, subject_id, metric, value, bytes) values ($1, gen_random_uuid(), 'files', 4, 4)`,
    [id],
  );
  await pool.query('update media_index set reference_count = 9 where media_id = $1', [files[0]]);
  expect(await isWhole(scope)).toBe(false);
  const found = await reconcile();
  expect(found).toMatchObject({ ledgers: 1 });
  expect(found.counters).toBeGreaterThanOrEqual(4);
  expect(await isWhole(scope)).toBe(true);
  expect(await correctionsOf(scope)).toEqual(['namespace.ledger-corrected', 'namespace.counters-corrected']);
  await foldCounters(domain.services);
  expect(await reconcile()).toEqual(nothing);
  expect(await isWhole(scope)).toBe(true);
  expect(await Promise.all(files.map((file) => usesOf(scope, file)))).toEqual([0, 1, 0]);
});

test('an upload that ends while the ledger is corrected is booked on top of it', async () => {
  const { scope } = await world();
  const { pool } = scope.db;
  const { id } = scope.namespace;
  await pool.query('update namespace_usage set used_bytes = used_bytes + 7 where namespace_id = $1', [id]);
  const upload = await pool.connect();
  await upload.query('begin');
  await upload.query(
    `insert into blob (id, namespace_id, sha256, size_bytes, mime_type, storage_key, state)
     values (gen_random_uuid(), $1::uuid, repeat('a', 64), 100, 'text/plain', $1::uuid || '/original/x', 'active')`,
    [id],
  );
  await upload.query('update namespace_usage set used_bytes = used_bytes + 100 where namespace_id = $1', [
    id,
  ]);
  const running = reconcile();
  await waitForLock(scope.db);
  await upload.query('commit');
  upload.release();
  await running;
  const { rows } = await pool.query(
    `select u.used_bytes = (select sum(size_bytes) from blob where namespace_id = $1 and state = 'active') as fits
     from namespace_usage u where namespace_id = $1`,
    [id],
  );
  expect(rows).toEqual([{ fits: true }]);
});

test('writes go on, in any order, and nothing of them is lost', async () => {
  const { scope, files } = await world();
  const { pool } = scope.db;
  const { id } = scope.namespace;
  const drift = async () => {
    await pool.query('update namespace_usage set used_bytes = used_bytes + 11 where namespace_id = $1', [id]);
    await pool.query(
      `update counter set value = value + 3 where namespace_id = $1 and metric = 'references'`,
      [id],
    );
  };
  const write = async (n: number) => {
    const file = await uploadText(scope);
    await syncPage(scope, { id: `page${n}` }, [file, files[1] ?? '']);
    if (n % 2 === 0) await deleteMedia(scope, { ids: [await uploadText(scope)] });
    await updateMedia(scope, { id: file, tags: [{ name: 'Sea' }] } as Parameters<typeof updateMedia>[1]);
  };
  await drift();
  await Promise.all([
    ...Array.from({ length: 6 }, (_, n) => write(n)),
    reconcile(),
    reconcile(),
    foldCounters(domain.services),
  ]);
  await reconcile();
  expect(await isWhole(scope)).toBe(true);
  await foldCounters(domain.services);
  expect(await reconcile()).toEqual(nothing);
  expect(await usesOf(scope, files[1] ?? '')).toBe(7);
});
