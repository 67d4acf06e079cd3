import { SyncReferencesInput } from '@vitrine/schema';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantHost, revokeHost } from '../../db/grant-host.ts';
import { addHostRole, type HostRole } from '../../testing/add-host-role.ts';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { waitForLock } from '../../testing/wait-for-lock.ts';
import { deleteMedia } from '../media/delete-media.ts';
import type { Scope } from '../scope.ts';
import { getMediaUsage } from './get-media-usage.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

/** A namespace, a file in it, and a host whose database role may write for it. */
async function world() {
  const { url } = domain.services.db;
  const site = await domain.addSite();
  const scope = await site.asKey();
  const host = await addHostRole(url, scope.namespace.slug);
  const { id } = await addMedia(domain.services.db, site.namespaceId);
  return { site, scope, host, id, [Symbol.asyncDispose]: () => host[Symbol.asyncDispose]() };
}

const request = (...mediaIds: string[]) => ({
  content: { type: 'page', id: 'p1', title: 'Home', url: '/home' },
  references: mediaIds.map((mediaId) => ({ mediaId, fieldPath: '/hero' })),
});
const syncSql = (client: pg.Client, value: unknown) =>
  client.query<{ result: unknown }>('select vitrine.references_sync($1) as result', [value]);
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );
const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error as Error).message,
  );
const usesOf = async (scope: Scope, mediaId: string) => (await getMediaUsage(scope, { mediaId })).usedIn;

async function begin(host: HostRole): Promise<pg.Client> {
  const client = await host.connect();
  await client.query('begin');
  await client.query("insert into page values ('p1', 'Home')");
  return client;
}

test('page and references are committed together, and rolled back together', async () => {
  await using at = await world();
  const client = await begin(at.host);
  const { rows } = await syncSql(client, request(at.id));
  expect(rows).toEqual([{ result: { added: 1, removed: 0, unchanged: 0 } }]);
  await client.query('rollback');
  expect(await usesOf(at.scope, at.id)).toEqual([]);
  expect((await client.query('select from page')).rowCount).toBe(0);
  const { prisma } = domain.services.db;
  const { namespaceId } = at.site;
  expect(await prisma.contentItem.count({ where: { namespaceId } })).toBe(0);
  expect(await prisma.outboxEvent.count({ where: { namespaceId, type: 'reference.changed' } })).toBe(0);

  await client.query('begin');
  await client.query("insert into page values ('p1', 'Home')");
  await syncSql(client, request(at.id));
  await client.query('commit');
  expect(await usesOf(at.scope, at.id)).toMatchObject([
    { contentType: 'page', contentId: 'p1', title: 'Home', url: '/home', fieldPaths: ['/hero'] },
  ]);
  expect(await prisma.auditEntry.findMany({ where: { namespaceId } })).toMatchObject([
    { actorKind: 'host', actorId: at.host.name, action: 'references.changed' },
  ]);
  await client.query('select vitrine.references_remove_content(\'{ "type": "page", "id": "p1" }\')');
  expect(await usesOf(at.scope, at.id)).toEqual([]);
});

test('a host whose connection is cut before its commit leaves neither page nor reference', async () => {
  await using at = await world();
  const client = await begin(at.host);
  await syncSql(client, request(at.id));
  client.connection.stream.destroy();
  const again = await at.host.connect();
  await expect.poll(() => usesOf(at.scope, at.id)).toEqual([]);
  expect((await again.query('select from page')).rowCount).toBe(0);
});

test('a delete during the save waits for the host, and is refused when it commits', async () => {
  await using at = await world();
  const client = await begin(at.host);
  await syncSql(client, request(at.id));
  let isSettled = false;
  const deleting = deleteMedia(at.scope, { ids: [at.id] }).finally(() => {
    isSettled = true;
  });
  await waitForLock(domain.services.db);
  expect(isSettled).toBe(false);
  await client.query('commit');
  expect((await deleting).failed).toMatchObject([{ id: at.id, code: 'media.in-use' }]);
});

test('a delete during a save that is rolled back goes through', async () => {
  await using at = await world();
  const client = await begin(at.host);
  await syncSql(client, request(at.id));
  const deleting = deleteMedia(at.scope, { ids: [at.id] });
  await waitForLock(domain.services.db);
  await client.query('rollback');
  expect((await deleting).succeeded).toEqual([at.id]);
});

test('a save after the delete began is refused, and the page with it', async () => {
  await using at = await world();
  await deleteMedia(at.scope, { ids: [at.id] });
  const client = await begin(at.host);
  expect(await codeOf(syncSql(client, request(at.id)))).toBe('VT410');
  await client.query('rollback');
  expect((await client.query('select from page')).rowCount).toBe(0);
});

test('a host reaches its own namespace and nothing else', async () => {
  await using at = await world();
  await using other = await world();
  const client = await at.host.connect();
  expect(await codeOf(syncSql(client, request(other.id)))).toBe('VT404');
  expect(await codeOf(client.query('select from public.media'))).toBe('42501');
  expect(await codeOf(client.query('insert into public.host_role select'))).toBe('42501');
  expect(await codeOf(client.query("select public.write_references(null, '{}', '{}', false)"))).toBe('42501');
  expect(await codeOf(client.query('select vitrine.host_namespace()'))).toBe('42501');
});

test('a role that was not granted, or no longer is, writes nothing', async () => {
  const { url } = domain.services.db;
  await using at = await world();
  await using stranger = await addHostRole(url);
  expect(await codeOf(syncSql(await stranger.connect(), request(at.id)))).toBe('42501');
  await expect(
    grantHost({ url, roleName: 'nobody_of_that_name', namespaceSlug: at.scope.namespace.slug }),
  ).rejects.toThrow('has no role');
  await expect(grantHost({ url, roleName: at.host.name, namespaceSlug: 'nowhere' })).rejects.toThrow(
    'no namespace',
  );
  const client = await at.host.connect();
  expect(await codeOf(syncSql(client, request(at.id)))).toBe('done');
  expect(await revokeHost({ url, roleName: at.host.name })).toBe(true);
  expect(await codeOf(syncSql(client, request(at.id)))).toBe('42501');
  expect(await revokeHost({ url, roleName: at.host.name })).toBe(false);
});

test('a host calls none of the functions that serve the application', async () => {
  await using at = await world();
  const client = await at.host.connect();
  for (const call of [
    'refresh_storage_stats()',
    'fold_counters(1)',
    `refresh_media_index(array['${at.id}'::uuid])`,
  ])
    expect(await codeOf(client.query(`select public.${call}`))).toBe('42501');
});

test('temporary tables and functions of a host never take the place of ours', async () => {
  await using at = await world();
  const { name } = at.host;
  const client = await at.host.connect();
  await client.query(`create function ${name}.caught() returns trigger language plpgsql as
    $$ begin raise exception 'caught as %', current_user; end $$`);
  for (const table of [
    'reference',
    'content_item',
    'counter_delta',
    'outbox_event',
    'host_role',
    'new_rows',
  ]) {
    await client.query(`create temporary table ${table} (id text)`);
    await client.query(
      `create trigger caught before insert on ${table} for each statement execute function caught()`,
    );
    await client.query(`grant all on ${table} to public`);
  }
  await client.query(
    `create function pg_temp.unnest(uuid[]) returns uuid language sql as 'select null::uuid'`,
  );
  await client.query(`set search_path = pg_temp, ${name}, public`);
  expect(await messageOf(syncSql(client, request(at.id)))).toBe('done');
  expect(await usesOf(at.scope, at.id)).toHaveLength(1);
});

const page = { type: 'page', id: 'p' };
const mediaId = crypto.randomUUID();
const showing = (use: unknown) => ({ content: page, references: [use] });
const malformed: Record<string, unknown> = {
  'no content': { references: [] },
  'another word': { content: page, references: [], more: true },
  'a type that is empty': { content: { ...page, type: ' ' }, references: [] },
  'an id that is an object': { content: { ...page, id: { a: 1 } }, references: [] },
  'a title that is an object': { content: { ...page, title: { a: 1 } }, references: [] },
  'a state that is none': { content: { ...page, state: 'live' }, references: [] },
  'a URL that runs': { content: { ...page, url: 'javascript:alert(1)' }, references: [] },
  'a URL of another host without its scheme': { content: { ...page, url: '//evil.example' }, references: [] },
  'a use that is no object': showing(mediaId),
  'a use without a file': showing({ fieldPath: '/x' }),
  'a file that is no id': showing({ mediaId: 'x', fieldPath: '' }),
  'a version of text': showing({ mediaId, fieldPath: '', version: 'x' }),
  'a part of a version': showing({ mediaId, fieldPath: '', version: 1.5 }),
  'a crop that is none': showing({ mediaId, fieldPath: '', crop: 'x' }),
  'a crop of words': showing({ mediaId, fieldPath: '', crop: { x: 'a', y: 0, width: 1, height: 1 } }),
  'a crop with more in it': showing({
    mediaId,
    fieldPath: '',
    crop: { x: 0, y: 0, width: 1, height: 1, z: 1 },
  }),
};

test('refuses what is not of its form, as the API does', async () => {
  await using at = await world();
  const client = await at.host.connect();
  for (const [what, value] of Object.entries(malformed)) {
    expect([what, SyncReferencesInput.safeParse(value).success]).toEqual([what, false]);
    expect([what, await codeOf(syncSql(client, value))]).toEqual([what, 'VT400']);
  }
  const nameless = client.query(`select vitrine.references_remove_content('{"type": "page"}')`);
  expect(await codeOf(nameless)).toBe('VT400');
  const unknown = { content: page, references: [{ mediaId: at.id, fieldPath: '', version: 99 }] };
  expect(await codeOf(syncSql(client, unknown))).toBe('VT404');
});
