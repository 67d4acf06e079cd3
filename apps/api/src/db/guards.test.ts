import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toMediaError } from '../errors/to-media-error.ts';
import { addMedia } from '../testing/add-media.ts';
import { addNamespace } from '../testing/add-namespace.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { newId } from './new-id.ts';

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.close();
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => toMediaError(error).code,
  );

test('the application works as vitrine_app, which makes no tables', async () => {
  const { rows } = await database.db.pool.query('select current_user');
  expect(rows).toEqual([{ current_user: 'vitrine_app' }]);
  await expect(database.db.pool.query('create table x ()')).rejects.toThrow('permission denied');
  await expect(database.db.pool.query('select from _prisma_migrations')).rejects.toThrow('permission denied');
});

test('no function of ours is for everybody, and what the owner lends finds nothing of the caller first', async () => {
  const { rows } = await owner.query(
    `select p.oid::regprocedure::text as name from pg_proc p
     where p.pronamespace in ('public'::regnamespace, 'vitrine'::regnamespace)
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
       and (exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) where grantee = 0)
         or exists (select from unnest(p.proconfig) as setting
           where setting like 'search_path=%' and setting not like '%pg_temp')
         or p.prosecdef and p.proconfig is null)`,
  );
  expect(rows).toEqual([]);
});

test('the audit is only added to: the application has no right to more, and a trigger stops the owner', async () => {
  const { pool, prisma } = database.db;
  const entry = { id: newId(), actorKind: 'system', action: 'test', entity: 'media' };
  await prisma.auditEntry.create({ data: entry });
  await expect(pool.query('delete from audit_entry')).rejects.toThrow('permission denied');
  await expect(pool.query("update audit_entry set action = 'other'")).rejects.toThrow('permission denied');
  await expect(owner.query('delete from audit_entry')).rejects.toThrow('its rows are never changed');
  await expect(owner.query('truncate audit_entry cascade')).rejects.toThrow('its rows are never changed');
  expect(await prisma.auditEntry.count({ where: { id: entry.id } })).toBe(1);
});

test('a namespace gets its ledger with itself, and room is reserved only up to its quota', async () => {
  const { id } = await addNamespace(database.db, { quotaBytes: 100n });
  const reserve = () =>
    database.db.pool.query(
      `update namespace_usage u set reserved_bytes = reserved_bytes + 30 from namespace n
       where u.namespace_id = $1 and n.id = u.namespace_id
         and (n.quota_bytes is null or used_bytes + reserved_bytes + 30 <= n.quota_bytes)`,
      [id],
    );
  const outcomes = await Promise.all(Array.from({ length: 50 }, reserve));
  expect(outcomes.filter(({ rowCount }) => rowCount === 1)).toHaveLength(3);
  const usage = await database.db.prisma.namespaceUsage.findUnique({ where: { namespaceId: id } });
  expect(usage).toMatchObject({ usedBytes: 0n, reservedBytes: 90n });
});

test('fifty rows of the same content end as one active blob', async () => {
  const { id: namespaceId } = await addNamespace(database.db);
  const add = () => {
    const id = newId();
    const storageKey = `${namespaceId}/original/${id}`;
    const content = { sha256: 'a'.repeat(64), sizeBytes: 5n, mimeType: 'image/png' };
    return database.db.prisma.blob.create({ data: { id, namespaceId, storageKey, ...content } });
  };
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => codeOf(add())));
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(49);
});

test('what a version and a blob are never changes', async () => {
  const { id: namespaceId } = await addNamespace(database.db);
  const { versionId, blobId } = await addMedia(database.db, namespaceId);
  const { prisma } = database.db;
  await expect(prisma.mediaVersion.update({ where: { id: versionId }, data: { number: 2 } })).rejects.toThrow(
    'make a new version instead',
  );
  await expect(prisma.blob.update({ where: { id: blobId }, data: { sizeBytes: 1n } })).rejects.toThrow(
    'its bytes are never changed',
  );
  await prisma.mediaVersion.update({ where: { id: versionId }, data: { width: 10, height: 20 } });
});

test('tags and collections never stand under themselves, also when two moves happen at once', async () => {
  const { id: namespaceId } = await addNamespace(database.db);
  const { prisma } = database.db;
  const [a, b, c] = [newId(), newId(), newId()];
  for (const [id, parentId] of [
    [a, null],
    [b, a],
    [c, b],
  ] as const) {
    await prisma.tag.create({ data: { id, namespaceId, name: id, slug: id, parentId } });
    await prisma.collection.create({ data: { id, namespaceId, title: id, slug: id, parentId } });
  }
  const moveTag = (id: string, parentId: string) =>
    codeOf(prisma.tag.update({ where: { id }, data: { parentId } }));
  expect(await moveTag(a, c)).toBe('input.invalid');
  expect(await codeOf(prisma.collection.update({ where: { id: a }, data: { parentId: a } }))).toBe(
    'input.invalid',
  );

  await prisma.tag.updateMany({ where: { namespaceId }, data: { parentId: null } });
  const outcomes = await Promise.all([moveTag(a, b), moveTag(b, a)]);
  expect(outcomes.sort()).toEqual(['done', 'input.invalid']);
});

test('a stored object lies under the prefix of its namespace', async () => {
  const [ours, theirs] = [await addNamespace(database.db), await addNamespace(database.db)];
  const data = {
    id: newId(),
    namespaceId: ours.id,
    sha256: 'b'.repeat(64),
    sizeBytes: 1n,
    mimeType: 'image/png',
  };
  const storageKey = `${theirs.id}/original/${data.id}`;
  expect(await codeOf(database.db.prisma.blob.create({ data: { ...data, storageKey } }))).toBe(
    'input.invalid',
  );
});

test('all events of one statement are announced in one message with their ids', async () => {
  const { id: namespaceId } = await addNamespace(database.db);
  await owner.query('listen vitrine_outbox');
  const messages: string[] = [];
  owner.on('notification', ({ payload }) => messages.push(payload ?? ''));
  const ids = Array.from({ length: 3 }, () => newId());
  await database.db.prisma.outboxEvent.createMany({
    data: ids.map((id) => ({ id, namespaceId, type: 'media.created', entityIds: [newId()] })),
  });
  await expect.poll(() => messages).toEqual([ids.join(',')]);
  await database.db.prisma.outboxEvent.createMany({
    data: Array.from({ length: 450 }, () => ({
      id: newId(),
      namespaceId,
      type: 'media.created',
      entityIds: [],
    })),
  });
  await expect.poll(() => messages.flatMap((message) => message.split(',')).length).toBe(453);
  expect(messages).toHaveLength(4);
});
