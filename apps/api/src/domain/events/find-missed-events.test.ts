import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import type { Scope } from '../scope.ts';
import { findMissedEvents } from './find-missed-events.ts';
import { streamEvents } from './stream-events.ts';
import { sweepEvents } from './sweep-events.ts';

let domain: TestDomain;
let host: pg.Client;
beforeAll(async () => {
  domain = await openTestDomain();
  host = new pg.Client({ connectionString: domain.services.db.url });
  await host.connect();
});
afterAll(async () => {
  await host.end();
  await domain[Symbol.asyncDispose]();
});

/** Writes events in one statement, of the pool or of a transaction. @returns their ids. */
async function tell(scope: Scope, count = 1, db: Pick<pg.Client, 'query'> = domain.services.db.pool) {
  const ids = Array.from({ length: count }, () => scope.newId());
  await db.query(
    `insert into outbox_event (id, namespace_id, type, entity_ids)
     select id, $2, 'tag.changed', array[id::text] from unnest($1::uuid[]) as id`,
    [ids, scope.namespace.id],
  );
  return ids;
}
const one = async (scope: Scope) => (await tell(scope))[0] ?? '';
const idsSince = async (scope: Scope, id: string) =>
  (await findMissedEvents(scope, id))?.map((event) => event.id);
const firstOf = async (scope: Scope, lastEventId: string) => {
  const recheck = () => Promise.resolve(scope.actor);
  const stream = streamEvents(
    scope,
    { topics: ['tag.changed'], lastEventId },
    { signal: undefined, recheck },
  );
  const { value } = await stream.next();
  await stream.return();
  return value ?? null;
};

test('what came after an event is told, however much came before it', async () => {
  const scope = await (await domain.addSite()).asKey();
  await tell(scope, 1100);
  const last = await one(scope);
  const after = [await one(scope), await one(scope)];
  expect(await idsSince(scope, last)).toEqual(after);
});

test('what a transaction did that began before an event and ended after it is told', async () => {
  const scope = await (await domain.addSite()).asKey();
  await host.query('begin');
  const [slow] = await tell(scope, 1, host);
  await host.query("update outbox_event set created_at = now() - interval '1 hour' where id = $1", [slow]);
  const last = await one(scope);
  const next = await one(scope);
  await host.query('commit');
  expect((await idsSince(scope, last))?.sort()).toEqual([next, slow].sort());
});

test('whoever breaks off while they are told what they missed goes on where they were', async () => {
  const scope = await (await domain.addSite()).asKey();
  const start = await one(scope);
  await host.query('begin');
  // It has its number now, and writes when a later transaction is over.
  await host.query('select pg_current_xact_id()');
  await one(scope);
  await tell(scope, 1, host);
  await one(scope);
  await host.query('commit');
  await one(scope);
  const told = (await idsSince(scope, start)) ?? [];
  expect(told).toHaveLength(4);
  for (const [index, id] of told.entries())
    expect(await idsSince(scope, id)).toEqual(expect.arrayContaining(told.slice(index + 1)));
});

test('where it is too much, or the event is not known, the client is told to load anew', async () => {
  const scope = await (await domain.addSite()).asKey();
  const last = await one(scope);
  expect(await idsSince(scope, last)).toEqual([]);
  await tell(scope, 1000);
  await one(scope);
  for (const id of [last, scope.newId(), 'x']) {
    const reset = await firstOf(scope, id);
    expect(reset?.data).toMatchObject({ type: 'stream.reset' });
    // Whoever comes back with that knows all up to now.
    const next = await one(scope);
    expect(await idsSince(scope, reset?.id ?? '')).toContain(next);
  }
});

test('what is older than a week is forgotten, and whoever comes back with it loads anew', async () => {
  const scope = await (await domain.addSite()).asKey();
  const [old, young] = [await one(scope), await one(scope)];
  await host.query("update outbox_event set created_at = now() - interval '8 days' where id = $1", [old]);
  await sweepEvents(domain.services);
  expect(await findMissedEvents(scope, old)).toBeNull();
  expect(await idsSince(scope, young)).toEqual([]);
});

test('an event of a database that was restored into another server is not gone by', async () => {
  const scope = await (await domain.addSite()).asKey();
  const last = await one(scope);
  await host.query("update outbox_event set snapshot = '9000000000:9000000000:' where id = $1", [last]);
  expect(await findMissedEvents(scope, last)).toBeNull();
});
