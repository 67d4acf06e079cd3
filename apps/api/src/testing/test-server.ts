import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';
import { migrate } from '../db/migrate.ts';
import { prismaDir, readMigrations } from '../db/read-migrations.ts';
import type { Logger } from '../observability/logger.ts';

export interface TestServer {
  /** As whoever may create databases. */
  adminUrl: string;
  /** The migrated database that each test file copies. */
  template: string;
  /** Stands in the names of the databases of this run. */
  runId: string;
  close(): Promise<void>;
}

/** Starts the server of a test run, or takes the one of `url`, and sees that it has a migrated template. The embedded
 *  one keeps its data between runs; runs at the same time share it. */
export async function openTestServer(options: {
  log: Logger;
  url?: string | undefined;
}): Promise<TestServer> {
  const server = options.url ? undefined : await startEmbeddedPostgres({ ...embedded(), log: options.log });
  const adminUrl = options.url ?? server?.url ?? '';
  const runId = `${process.pid}`;
  try {
    await withAdmin(adminUrl, dropLeftBehind);
    const template = await ensureTemplate(adminUrl, options.log);
    return {
      adminUrl,
      template,
      runId,
      async close() {
        await withAdmin(adminUrl, (client) =>
          dropDatabases(client, (name) => name.startsWith(`test_${runId}_`)),
        );
        await server?.stop();
      },
    };
  } catch (error) {
    await server?.stop();
    throw error;
  }
}

/** Nothing in it is worth keeping, so it need not survive a loss of power. */
function embedded() {
  const root = fileURLToPath(new URL('../../../../', import.meta.url));
  return {
    dir: path.join(root, 'node_modules', '.cache', 'vitrine', 'test-postgres-18'),
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '400',
      autovacuum_naptime: '10s',
    },
  };
}

async function ensureTemplate(adminUrl: string, log: Logger): Promise<string> {
  const template = `template_vitrine_${(await hashInputs()).slice(0, 12)}`;
  await withAdmin(adminUrl, async (client) => {
    // Runs that start together: one makes it, the others wait here.
    await client.query("select pg_advisory_lock(hashtext('template_vitrine'))");
    const found = await client.query('select from pg_database where datname = $1', [template]);
    if (found.rowCount !== 0) return;
    const draft = `${template}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft}`);
    await migrate({ url: withDatabase(adminUrl, draft), log });
    await client.query(`alter database ${draft} rename to ${template}`);
  });
  return template;
}

/** All that decides what a migrated database looks like: the migrations, the grants, the queue's own version. */
async function hashInputs(): Promise<string> {
  const hash = createHash('sha256');
  for (const { checksum } of await readMigrations()) hash.update(checksum);
  hash.update(await readFile(path.join(prismaDir, 'roles.sql')));
  const queue = path.dirname(createRequire(import.meta.url).resolve('graphile-worker'));
  return hash.update(await readFile(path.join(queue, '..', 'package.json'))).digest('hex');
}

async function dropLeftBehind(client: pg.Client): Promise<void> {
  await dropDatabases(client, (name) => {
    const pid = /^test_(\d+)_/.exec(name)?.[1];
    return pid !== undefined && !isAlive(Number(pid));
  });
}

async function dropDatabases(client: pg.Client, isGoing: (name: string) => boolean): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    "select datname from pg_database where datname like 'test\\_%'",
  );
  for (const { datname } of rows.filter((row) => isGoing(row.datname))) {
    await client.query(`drop database if exists ${pg.escapeIdentifier(datname)} with (force)`);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

export async function withAdmin<T>(adminUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
