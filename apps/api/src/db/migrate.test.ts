import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { createLogger } from '../observability/logger.ts';
import { withAdmin, withDatabase } from '../testing/test-server.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open-database.ts';
import { type Migration, readMigrations } from './read-migrations.ts';

// Each test migrates a database of its own, which is slow where the machine is busy.
vi.setConfig({ testTimeout: 60_000 });

const log = createLogger({ level: 'silent' });

/** An empty database. */
async function makeDatabase(options: { owner?: string } = {}): Promise<string> {
  const { adminUrl, runId } = inject('testServer');
  const name = `test_${runId}_${randomBytes(6).toString('hex')}`;
  const owner = options.owner ? ` owner ${options.owner}` : '';
  await withAdmin(adminUrl, (client) => client.query(`create database ${name}${owner}`));
  onTestFinished(async () => {
    await withAdmin(adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
  });
  return withDatabase(adminUrl, name);
}

const addition: Migration = {
  name: '20990101000000_addition',
  sql: 'create table addition ()',
  checksum: 'a'.repeat(64),
};

async function rowsOf(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('applies what is missing in its order, once, as the owner', async () => {
  const url = await makeDatabase();
  const migrations = await readMigrations();
  expect(await migrate({ url, log })).toEqual({ applied: migrations.map(({ name }) => name) });
  expect(await migrate({ url, log })).toEqual({ applied: [] });
  expect(await migrate({ url, log, migrations: [...migrations, addition] })).toEqual({
    applied: [addition.name],
  });

  const kept = await rowsOf(
    url,
    'select migration_name, checksum, applied_steps_count from _prisma_migrations order by 1',
  );
  expect(kept).toEqual(
    [...migrations, addition].map(({ name, checksum }) => ({
      migration_name: name,
      checksum,
      applied_steps_count: 1,
    })),
  );
  const owners = await rowsOf(
    url,
    "select distinct tableowner from pg_tables where schemaname in ('public', 'graphile_worker')",
  );
  expect(owners).toEqual([{ tableowner: 'vitrine_owner' }]);
});

test('two processes that migrate at once both come through, and each migration ran once', async () => {
  const url = await makeDatabase();
  const modules = ['./migrate.ts', '../observability/logger.ts'].map(
    (file) => new URL(file, import.meta.url),
  );
  const code = `
    const [{ migrate }, { createLogger }] = await Promise.all(${JSON.stringify(modules)}.map((m) => import(m)));
    const { applied } = await migrate({ url: ${JSON.stringify(url)}, log: createLogger({ level: 'silent' }) });
    process.stdout.write(String(applied.length));`;
  const run = async () => {
    const args = ['--conditions=@vitrine/source', '--input-type=module', '-e', code];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [printed, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    return { printed: Number(printed), exitCode };
  };
  const count = (await readMigrations()).length;
  const outcomes = await Promise.all([run(), run()]);
  expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  expect(outcomes.map(({ printed }) => printed).toSorted((a, b) => a - b)).toEqual([0, count]);
  expect(await rowsOf(url, 'select count(*)::int n from _prisma_migrations')).toEqual([{ n: count }]);
});

test('a migration that was changed after it was applied is refused by its name', async () => {
  const url = await makeDatabase();
  const migrations = [...(await readMigrations()), addition];
  await migrate({ url, log, migrations });
  const changed = migrations.map((migration) => ({ ...migration, checksum: 'b'.repeat(64) })).slice(-1);
  const refused = migrate({ url, log, migrations: [...migrations.slice(0, -1), ...changed] });
  await expect(refused).rejects.toThrow(
    'The migration 20990101000000_addition was changed after it was applied',
  );
});

test('a database of a later version is refused by the name of what is unknown', async () => {
  const url = await makeDatabase();
  const migrations = await readMigrations();
  await migrate({ url, log, migrations: [...migrations, addition] });
  await expect(migrate({ url, log })).rejects.toThrow(
    '20990101000000_addition, which this version of Vitrine does not know',
  );
});

test('of a migration that fails nothing is kept, and it can be repeated', async () => {
  const url = await makeDatabase();
  const migrations = await readMigrations();
  const broken = { ...addition, sql: 'create table addition (); select 1 / 0' };
  await expect(migrate({ url, log, migrations: [...migrations, broken] })).rejects.toThrow(
    'The migration 20990101000000_addition failed; nothing of it was kept',
  );
  expect(await rowsOf(url, "select to_regclass('addition') as found")).toEqual([{ found: null }]);
  expect(await migrate({ url, log, migrations: [...migrations, addition] })).toEqual({
    applied: [addition.name],
  });
});

test('a user who may not make roles owns everything himself, and the audit is still only added to', async () => {
  const { adminUrl } = inject('testServer');
  const login = `login_${randomBytes(6).toString('hex')}`;
  await withAdmin(adminUrl, (client) => client.query(`create role ${login} login password 'pw'`));
  onTestFinished(async () => {
    await withAdmin(adminUrl, (client) => client.query(`drop role ${login}`));
  });
  const url = new URL(await makeDatabase({ owner: login }));
  // As a user named vitrine would have.
  await withAdmin(url.href, (client) => client.query(`create schema ${login} authorization ${login}`));
  url.username = login;
  url.password = 'pw';

  const said: string[] = [];
  const listening = createLogger({ level: 'warn' }, { write: (line) => void said.push(line) });
  await migrate({ url: url.href, log: listening });
  await migrate({ url: url.href, log });
  expect(said.join()).toContain('may not make roles');
  const db = await openDatabase({ url: url.href, role: 'request', log });
  try {
    expect((await db.pool.query('select current_user')).rows).toEqual([{ current_user: login }]);
    await expect(db.pool.query('delete from audit_entry')).rejects.toThrow('its rows are never changed');
    expect(await db.prisma.namespace.count()).toBe(0);
    expect((await db.pool.query("select to_regclass('public.audit_seal') is null as astray")).rows).toEqual([
      { astray: false },
    ]);
  } finally {
    await db.close();
  }
});
