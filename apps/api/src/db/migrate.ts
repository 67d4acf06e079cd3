import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Logger as QueueLogger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import type { Logger } from '../observability/logger.ts';
import { ensureRoles, mayActAs, ownerRole } from './database-roles.ts';
import { newId } from './new-id.ts';
import { sessionSettings, watchConnections } from './open-database.ts';
import { type Migration, prismaDir, readMigrations } from './read-migrations.ts';

/** The database is not one that this version of Vitrine can go on from. Says which migration and what to do. */
class MigrationError extends Error {
  override name = 'MigrationError';
}

// The lock that `prisma migrate deploy` takes too, so that both may be used on one database.
const prismaLock = 72_707_369;

/** Brings a database up to date: roles, tables, queue, grants. Processes that start together wait for each other; the
 *  later ones find nothing to do. Each migration runs in one transaction.
 *  @throws MigrationError when an applied migration was changed, is unknown or had failed. */
export async function migrate(options: {
  url: string;
  log: Logger;
  migrations?: Migration[];
}): Promise<{ applied: string[] }> {
  const { url, log } = options;
  const migrations = options.migrations ?? (await readMigrations());
  const client = new pg.Client({
    connectionString: url,
    application_name: 'vitrine migrate',
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [prismaLock]);
    const hasRoles = await ensureRoles(client);
    if (!hasRoles)
      log.warn(
        'the database user may not make roles: Vitrine works as this user and triggers guard the audit',
      );
    const owner = await findOwner(client, hasRoles);
    if (owner) await client.query(`set role ${pg.escapeIdentifier(owner)}`);

    // A user may have a schema of their own name, as one named vitrine has: what has no schema named would be made there.
    await client.query('set search_path = public');

    const applied = await applyPending(client, migrations, log);
    await migrateQueue(url, owner, log);
    if (hasRoles) await client.query(await readFile(path.join(prismaDir, 'roles.sql'), 'utf8'));
    return { applied };
  } finally {
    await client.end();
  }
}

/** Who owns, or shall own, the tables; null for the login role itself. */
async function findOwner(client: pg.Client, hasRoles: boolean): Promise<string | null> {
  const { rows } = await client.query<{ owner: string; is_self: boolean }>(
    `select relowner::regrole::name as owner, relowner = current_user::regrole as is_self
     from pg_class where oid = to_regclass('public._prisma_migrations')`,
  );
  const found = rows[0];
  if (!found) return hasRoles ? ownerRole : null;
  return !found.is_self && (await mayActAs(client, found.owner)) ? found.owner : null;
}

async function applyPending(client: pg.Client, migrations: Migration[], log: Logger): Promise<string[]> {
  await client.query(`create table if not exists public._prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0)`);
  const { rows: done } = await client.query<{
    migration_name: string;
    checksum: string;
    finished_at: Date | null;
  }>(
    'select migration_name, checksum, finished_at from public._prisma_migrations where rolled_back_at is null',
  );
  refuseStrangers(migrations, done);
  const names = new Set(done.map((row) => row.migration_name));
  const pending = migrations.filter(({ name }) => !names.has(name));
  for (const migration of pending) {
    log.info({ migration: migration.name }, 'applying a migration');
    await apply(client, migration);
  }
  return pending.map(({ name }) => name);
}

function refuseStrangers(
  migrations: Migration[],
  done: { migration_name: string; checksum: string; finished_at: Date | null }[],
): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const { migration_name: name, checksum, finished_at: finishedAt } of done) {
    const expected = known.get(name);
    if (expected === undefined) {
      throw new MigrationError(
        `The database has the migration ${name}, which this version of Vitrine does not know. Start the version that made it, or a later one.`,
      );
    }
    if (expected !== checksum) {
      throw new MigrationError(
        `The migration ${name} was changed after it was applied. Restore its file and put the change into a new migration.`,
      );
    }
    if (!finishedAt) {
      throw new MigrationError(
        `The migration ${name} had failed. Repair the database, then mark it with \`prisma migrate resolve\`.`,
      );
    }
  }
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query(
      `insert into public._prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [newId(), checksum, name],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new MigrationError(`The migration ${name} failed; nothing of it was kept.`, { cause: error });
  }
}

/** The queue brings its own migrations. It wants a pool; ours holds one connection that acts as the owner. */
async function migrateQueue(url: string, owner: string | null, log: Logger): Promise<void> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    application_name: 'vitrine migrate',
    ...(owner && { options: sessionSettings({ role: owner }) }),
  });
  watchConnections(pool, log);
  try {
    await runMigrations({
      pgPool: pool,
      logger: new QueueLogger(() => (level, message) => log.debug({ queueLevel: level }, message)),
    });
  } finally {
    await pool.end();
  }
}
