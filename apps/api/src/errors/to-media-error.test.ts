import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../db/new-id.ts';
import { openDatabase } from '../db/open-database.ts';
import { transaction } from '../db/transaction.ts';
import { addMedia } from '../testing/add-media.ts';
import { addNamespace } from '../testing/add-namespace.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { withAdmin } from '../testing/test-server.ts';
import { MediaError } from './media-error.ts';
import { toMediaError } from './to-media-error.ts';
import { toWireError } from './to-wire-error.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function refusalOf(work: Promise<unknown>): Promise<MediaError> {
  try {
    await work;
  } catch (error) {
    return toMediaError(error);
  }
  throw new Error('it was not refused');
}

test('what is unknown becomes internal, tells nothing and keeps its cause', () => {
  const cause = new Error('password=hunter2 at /srv/secret');
  const { status, body } = toWireError(cause, 'req-1');
  expect(status).toBe(500);
  expect(body).toMatchObject({ code: 'internal', requestId: 'req-1' });
  expect(JSON.stringify(body)).not.toContain('hunter2');
  expect(toMediaError(cause).cause).toBe(cause);
});

test('a coded error goes over the wire with its status, words and details', () => {
  const error = new MediaError('upload.too-large', { limitBytes: 10 }, { message: 'At most 10 bytes.' });
  expect(toWireError(error, 'r')).toEqual({
    status: 413,
    body: {
      code: 'upload.too-large',
      message: 'At most 10 bytes.',
      details: { limitBytes: 10 },
      requestId: 'r',
    },
  });
});

test('an input of another form names its fields', () => {
  const parsed = z.strictObject({ tags: z.array(z.string().min(1)) }).safeParse({ tags: [''], slug: 1 });
  const error = toMediaError(parsed.error);
  expect(error.code).toBe('input.invalid');
  expect(Object.keys(error.details?.fields ?? {})).toEqual(['tags.0', '']);
});

test('PostgreSQL’s refusals are understood through Prisma and through pg', async () => {
  const { db } = database;
  const { id: namespaceId, slug } = await addNamespace(db);
  const { id: mediaId } = await addMedia(db, namespaceId);
  const { prisma, pool } = db;

  const twice = await refusalOf(prisma.namespace.create({ data: { id: newId(), slug, name: 'Again' } }));
  expect(twice).toMatchObject({ code: 'conflict', details: { constraint: 'namespace_slug_key' } });
  const raw = await refusalOf(
    pool.query('insert into namespace (id, slug, name) values ($1, $2, $2)', [newId(), slug]),
  );
  expect(raw).toMatchObject({ code: 'conflict', details: { constraint: 'namespace_slug_key' } });

  const check = await refusalOf(prisma.media.update({ where: { id: mediaId }, data: { kind: 'hologram' } }));
  expect(check).toMatchObject({ code: 'input.invalid', details: { constraint: 'media_kind_check' } });

  const orphan = await refusalOf(prisma.mediaTag.create({ data: { namespaceId, mediaId, tagId: newId() } }));
  expect(orphan).toMatchObject({ code: 'not-found' });

  const missing = await refusalOf(prisma.media.update({ where: { id: newId() }, data: { title: 'x' } }));
  expect(missing.code).toBe('not-found');

  const nul = await refusalOf(prisma.media.update({ where: { id: mediaId }, data: { title: 'a\0b' } }));
  expect(nul.code).toBe('input.invalid');
  const half = await refusalOf(
    prisma.media.update({ where: { id: mediaId }, data: { alt: { en: '\ud800' } } }),
  );
  expect(half.code).toBe('input.invalid');
  for (const [type, value] of [
    ['timestamptz', new Date(1e300)],
    ['bigint', 1.5],
    ['bigint', 1e30],
  ] as const) {
    const odd = await refusalOf(pool.query(`select * from media where $1::${type} is null`, [value]));
    expect(odd.code).toBe('input.invalid');
  }
});

test('a database that does not answer is a reason to try again', async () => {
  const opened = openDatabase({ url: 'postgresql://x:y@127.0.0.1:1/z', role: 'request', log: database.log });
  expect(await refusalOf(opened)).toMatchObject({ code: 'storage.unavailable', status: 503 });
});

test('a connection that breaks under a statement or between two is a reason to try again', async () => {
  const { db } = database;
  const broken = db.prisma.$transaction(async (tx) => {
    const [me] = await tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
    await withAdmin(database.url, (admin) => admin.query('select pg_terminate_backend($1)', [me?.pid]));
    const cut = await refusalOf(tx.$queryRaw`select pg_sleep(5)`);
    expect(cut.code).toBe('storage.unavailable');
    await tx.$queryRaw`select 1`;
  });
  expect((await refusalOf(broken)).code).toBe('storage.unavailable');
  const bare = new Error('Client has encountered a connection error and is not queryable');
  expect(toMediaError(new Error('a call failed', { cause: bare })).code).toBe('storage.unavailable');
  for (const told of ['Connection terminated unexpectedly', 'ConnectionClosed'])
    expect(toMediaError(new Error(told)).code).toBe('storage.unavailable');
});

test('what waits too long for somebody else is a reason to try again, through Prisma and through pg', async () => {
  const { db, url } = database;
  const { id } = await addNamespace(db);
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  await other.query('begin');
  await other.query('select from namespace where id = $1 for update', [id]);
  const waiting = transaction({ db }, async (tx) => {
    await tx.$executeRaw`set local statement_timeout = '50ms'`;
    await tx.namespace.update({ where: { id }, data: { name: 'Later' } });
  });
  const slow = { code: 'storage.unavailable', message: expect.stringContaining('Try again') };
  expect(await refusalOf(waiting)).toMatchObject(slow);
  expect(
    await refusalOf(other.query("set local statement_timeout = '20ms'; select pg_sleep(5)")),
  ).toMatchObject(slow);
  await other.end();
});
