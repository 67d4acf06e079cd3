import { createMediaClient } from '@vitrine/client';
import { AuditEntry, NamespaceId } from '@vitrine/schema';
import { afterAll, expect, test } from 'vitest';
import { makeApiKey } from '../domain/identity/make-api-key.ts';
import { postForm, readUploaded } from '../testing/post-form.ts';
import { startTestServer } from '../testing/start-test-server.ts';

const server = await startTestServer();
const { origin, db } = server;
afterAll(() => server[Symbol.asyncDispose]());

const { key: operatorKey, ...kept } = await makeApiKey();
await db.prisma.apiKey.create({ data: { ...kept, name: 'operator', role: 'admin' } });
const operator = createMediaClient({ endpoint: origin, apiKey: operatorKey });

async function addWorld() {
  const site = await server.addSite();
  const person = await site.signIn('editor', 'ada');
  const add = async (name: string) =>
    (await readUploaded(await postForm(origin, person, { filename: name, bytes: name }))).id;
  const [kept, deleted] = [await add('kept.txt'), await add('deleted.txt')];
  await site.client.media.delete.mutate({ ids: [deleted] });
  await site.client.media.purge.mutate({ ids: [kept], reason: '=HYPERLINK("https://evil.example","a")' });
  return { site, kept, deleted };
}

const lines = (text: string) => text.trimEnd().split('\n');

test('the audit of a namespace comes as lines of JSON, as far as it fits', async () => {
  const { site, deleted } = await addWorld();
  await addWorld();
  const link = await site.client.audit.export.mutate({ format: 'ndjson', action: 'media.' });
  const response = await fetch(link.url);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'cache-control': 'private, no-store',
    'content-disposition': expect.stringMatching(/^attachment; filename=.*\.ndjson"?$/),
    'content-type': 'application/x-ndjson',
    'x-content-type-options': 'nosniff',
  });
  const entries = lines(await response.text()).map((line) => AuditEntry.parse(JSON.parse(line)));
  expect(entries.map(({ action }) => action)).toEqual([
    'media.purged',
    'media.trashed',
    'media.created',
    'media.created',
  ]);
  expect(new Set(entries.map(({ namespaceId }) => namespaceId))).toEqual(new Set([site.namespaceId]));
  expect(entries[2]).toMatchObject({ actorName: 'A person', actorKind: 'user' });

  const some = async (filter: object) => {
    const { url } = await site.client.audit.export.mutate({ format: 'ndjson', ...filter });
    return lines(await (await fetch(url)).text()).filter((line) => line !== '');
  };
  expect(await some({ entity: 'media', entityId: deleted })).toHaveLength(2);
  expect(await some({ actorId: entries[2]?.actorId ?? '', entity: 'media' })).toHaveLength(2);
  expect(await some({ until: '2020-01-01T00:00:00.000Z' })).toHaveLength(0);
  expect(await site.client.tasks.get.query({ id: link.taskId })).toMatchObject({ state: 'done', done: 4 });
  expect(await some({ action: 'audit.exported' })).toHaveLength(5);
});

test('as a table it has a head, and no words of people run as a formula', async () => {
  const { site } = await addWorld();
  const { url } = await site.client.audit.export.mutate({ action: 'media.purged' });
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const bytes = await response.bytes();
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [head, row = ''] = lines(new TextDecoder().decode(bytes));
  expect(head).toMatch(/^"at","namespaceId","actorKind","actorId","actorName","action"/);
  expect(row).toContain('"\'=HYPERLINK(""https://evil.example"",""a"")"');
});

test('thousands of entries come page by page, each once', async () => {
  const { site } = await addWorld();
  const at = new Date('2026-01-01T00:00:00.000Z');
  await db.pool.query(
    `insert into audit_entry (id, namespace_id, actor_kind, action, entity, entity_id, created_at)
     select gen_random_uuid(), $1, 'system', 'test.many', 'test', n, $2 from generate_series(1, 2500) n`,
    [site.namespaceId, at],
  );
  const { url } = await site.client.audit.export.mutate({ action: 'test.many', format: 'ndjson' });
  const ids = lines(await (await fetch(url)).text()).map((line) => JSON.parse(line).entityId);
  expect(new Set(ids).size).toBe(2500);
  expect(ids).toHaveLength(2500);
});

test('admins export what is theirs, operators what they name; the link opens for as long as they may', async () => {
  const { site } = await addWorld();
  const other = await server.addSite();
  const namespaceId = NamespaceId.parse(other.namespaceId);
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: { data: { vitrine: { code: string } } }) => error.data.vitrine.code,
    );
  expect(await codeOf(site.client.audit.export.mutate({ namespaceId }))).toBe('not-found');
  expect(await codeOf(operator.audit.export.mutate({}))).toBe('input.invalid');
  const { url } = await operator.audit.export.mutate({ namespaceId, format: 'ndjson' });
  const named = lines(await (await fetch(url)).text()).map((line) => JSON.parse(line).namespaceId);
  expect(new Set(named)).toEqual(new Set([other.namespaceId]));

  const { key, ...second } = await makeApiKey();
  await db.prisma.apiKey.create({
    data: { ...second, namespaceId: site.namespaceId, name: 'second', role: 'admin' },
  });
  const link = await createMediaClient({ endpoint: origin, apiKey: key }).audit.export.mutate({});
  expect((await fetch(link.url)).status).toBe(200);
  await db.prisma.apiKey.update({
    where: { id: second.id },
    data: { expiresAt: new Date(Date.now() - 1000) },
  });
  expect((await fetch(link.url)).status).toBe(403);
  expect((await fetch(link.url.replace(/\?.*/, ''))).status).toBe(403);
});
