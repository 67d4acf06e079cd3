import { ListAuditInput } from '@vitrine/schema';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { transaction } from '../../db/transaction.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { listAudit } from './list-audit.ts';
import { sealAudit } from './seal-audit.ts';
import { verifyAudit } from './verify-audit.ts';

let domain: TestDomain;
let owner: pg.Client;
beforeAll(async () => {
  domain = await openTestDomain();
  owner = new pg.Client({ connectionString: domain.services.db.url });
  await owner.connect();
});
beforeEach(() => owner.query('set session_replication_role = origin'));
afterAll(async () => {
  await owner.end();
  await domain[Symbol.asyncDispose]();
});

const record = (scope: Scope, ids: string[], action = 'tag.created') =>
  transaction(scope, (tx) => recordChange(tx, scope, { action, entity: 'tag', ids, reason: 'Because.' }));
const filter = (input: object) => ListAuditInput.parse(input);
/** Until all is sealed: a transaction in another database of the server holds the seals back too. */
async function sealAll(services: Pick<Scope, 'db' | 'now'> = domain.services) {
  const left = async () => {
    await sealAudit(services);
    return (await verifyAudit(services)).unsealedEntries;
  };
  await expect.poll(left, { timeout: 20_000 }).toBe(0);
}
const verify = (expected?: string) => verifyAudit(domain.services, expected);
/** As somebody who owns the tables could, past the triggers. */
async function tamper(sql: string, values: unknown[] = []) {
  await owner.query('set session_replication_role = replica');
  const { rowCount } = await owner.query(sql, values);
  expect(rowCount).toBe(1);
  await owner.query('set session_replication_role = origin');
}

test('the server itself can only add to the audit and its seals', async () => {
  const { pool } = domain.services.db;
  for (const table of ['audit_entry', 'audit_seal', 'erasure']) {
    const denied = { code: '42501' };
    await expect(pool.query(`delete from ${table}`)).rejects.toMatchObject(denied);
    await expect(pool.query(`truncate ${table}`)).rejects.toMatchObject(denied);
    const column = table === 'audit_entry' ? 'reason' : table === 'audit_seal' ? 'hash' : 'kind';
    await expect(pool.query(`update ${table} set ${column} = ''`)).rejects.toMatchObject(denied);
  }
});

test('what is sealed can not be changed, removed or added to unseen', async () => {
  const scope = await (await domain.addSite()).as('admin');
  await record(scope, ['a', 'b', 'c']);
  await sealAll();
  const { head } = await verify();
  await record(scope, ['d']);
  expect(await verify()).toMatchObject({ isIntact: true, problems: [] });
  await sealAll();
  expect(await sealAudit(domain.services)).toBe(0);
  expect(await verify(head ?? '')).toMatchObject({ isIntact: true, unsealedEntries: 0 });
  expect(await verify('f'.repeat(64))).toMatchObject({ isIntact: false });

  const { requestId } = scope;
  await tamper("update audit_entry set reason = 'Another.' where request_id = $1 and entity_id = 'a'", [
    requestId,
  ]);
  expect((await verify()).problems).toEqual([expect.stringContaining('was changed')]);
  await tamper("update audit_entry set reason = 'Because.' where request_id = $1 and entity_id = 'a'", [
    requestId,
  ]);
  expect(await verify()).toMatchObject({ isIntact: true });

  const kept = await owner.query("select * from audit_entry where request_id = $1 and entity_id = 'b'", [
    requestId,
  ]);
  await tamper("delete from audit_entry where request_id = $1 and entity_id = 'b'", [requestId]);
  expect((await verify()).problems).toEqual([expect.stringMatching(/made of \d+ entries/)]);
  const { id, transaction_id: xid, namespace_id: namespaceId } = kept.rows[0];
  // The server may add, but not say that it was long ago.
  await domain.services.db.pool.query(
    `insert into audit_entry (id, namespace_id, actor_kind, action, entity, entity_id, transaction_id)
     values ($1, $2, 'system', 'tag.created', 'tag', 'b', $3::xid8)`,
    [id, namespaceId, xid],
  );
  expect(await verify()).toMatchObject({ isIntact: false });
});

test('when, in which transaction and in which era an entry was written is not for the server to say', async () => {
  const scope = await (await domain.addSite()).as('admin');
  const id = scope.newId();
  for (const era of [0, 2])
    await scope.db.pool.query(
      `insert into audit_entry (id, namespace_id, actor_kind, action, entity, era, transaction_id, created_at)
       values ($1, $2, 'system', 'media.forced', 'media', $3, '5', now() - interval '100 days')`,
      [era === 0 ? id : scope.newId(), scope.namespace.id, era],
    );
  const { rows } = await owner.query(
    `select era, transaction_id > '5' as is_own, created_at > now() - interval '1 hour' as is_new
     from audit_entry where id = $1`,
    [id],
  );
  expect(rows).toEqual([{ era: 1, is_own: true, is_new: true }]);
});

test('a transaction that runs is sealed after its end, and holds nobody up', async () => {
  const site = await (await openFresh()).addSite();
  const scope = await site.as('admin');
  const slow = new pg.Client({ connectionString: scope.db.url });
  await slow.connect();
  onTestFinished(() => slow.end());
  await slow.query('begin');
  await slow.query(
    `insert into audit_entry (id, namespace_id, actor_kind, action, entity, entity_id)
     values ($1, $2, 'system', 'tag.created', 'tag', 'slow')`,
    [scope.newId(), site.namespaceId],
  );
  await record(scope, ['quick']);
  await sealAudit(scope);
  expect(await verifyAudit(scope)).toMatchObject({ isIntact: true });
  expect((await verifyAudit(scope)).unsealedEntries).toBeGreaterThanOrEqual(1);
  await slow.query('commit');
  await sealAll(scope);
  expect(await verifyAudit(scope)).toMatchObject({ isIntact: true });
});

test('after a restore into another server the seals go on in a new era', async () => {
  const site = await (await openFresh()).addSite();
  const scope = await site.as('admin');
  await record(scope, ['before']);
  await sealAll(scope);
  const { seals } = await verifyAudit(scope);
  await record(scope, ['not sealed before the dump']);
  const client = new pg.Client({ connectionString: scope.db.url });
  await client.connect();
  await client.query(
    'create or replace function public.audit_era() returns integer language sql stable return 2',
  );
  await record(scope, ['after']);
  await sealAll(scope);
  expect(await verifyAudit(scope)).toMatchObject({ isIntact: true });
  expect((await verifyAudit(scope)).seals).toBeGreaterThanOrEqual(seals + 2);
  // Of an era in which nothing was left to seal there is no last seal, but its time is over all the same.
  await client.query(
    'create or replace function public.audit_era() returns integer language sql stable return 3',
  );
  await record(scope, ['newest']);
  await sealAll(scope);
  expect(await verifyAudit(scope)).toMatchObject({ isIntact: true, problems: [] });
  await client.query('set session_replication_role = replica');
  await client.query('insert into audit_entry select * from jsonb_populate_record(null::audit_entry, $1)', [
    {
      ...{ id: scope.newId(), actor_kind: 'system', action: 'media.forced', entity: 'media', era: 2 },
      ...{ transaction_id: '18446744073709551000', created_at: new Date() },
    },
  ]);
  await client.end();
  expect((await verifyAudit(scope)).problems).toEqual([expect.stringContaining('no seal covers them')]);
});

test('an admin lists what was done in their namespace, an operator in all', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const other = await (await domain.addSite()).as('admin');
  await record(admin, ['1', '2', '3']);
  await record(admin, ['4'], 'media.trashed');
  await record(other, ['5']);
  const own = filter({ entity: 'tag' });
  const first = await listAudit(admin, { ...own, limit: 3 });
  expect(first.items[0]).toMatchObject({
    entityId: '4',
    actorName: admin.actor.displayName,
    reason: 'Because.',
  });
  const rest = await listAudit(admin, { ...own, limit: 3, after: first.nextAfter ?? '' });
  const seen = [...first.items, ...rest.items].map(({ entityId }) => entityId);
  expect([seen.toSorted(), rest.nextAfter]).toEqual([['1', '2', '3', '4'], null]);
  const trashed = await listAudit(admin, filter({ entity: 'tag', action: 'media.' }));
  expect(trashed.items.map(({ entityId }) => entityId)).toEqual(['4']);
  const operator = await domain.operator();
  const { items } = await listAudit(operator, filter({ namespaceId: other.namespace.id, entity: 'tag' }));
  expect(items.map(({ entityId }) => entityId)).toEqual(['5']);
  await expect(listAudit(admin, filter({ namespaceId: other.namespace.id }))).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(listAudit(await site.as('editor'), own)).rejects.toMatchObject({ code: 'auth.denied' });
  await expect(listAudit(admin, filter({ after: 'x' }))).rejects.toMatchObject({ code: 'input.invalid' });
});

/** A database of a test's own, where nobody else writes. */
const fresh: TestDomain[] = [];
async function openFresh(): Promise<TestDomain> {
  const opened = await openTestDomain();
  fresh.push(opened);
  return opened;
}
afterAll(async () => {
  for (const opened of fresh) await opened[Symbol.asyncDispose]();
});
