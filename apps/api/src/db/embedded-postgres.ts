import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../observability/logger.ts';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { ensureCluster, findPostmaster, superuser } from './postgres-cluster.ts';
import {
  choosePostgresUser,
  type PostgresUser,
  runPostgresProgram,
  spawnPostgres,
} from './postgres-process.ts';

export interface EmbeddedPostgres {
  /** As superuser, over loopback. */
  url: string;
  /** `attached`: it ran already, for another of our processes or since one was killed. */
  mode: 'started' | 'attached';
  /** Stops the server if no other process uses it. */
  stop(): Promise<void>;
}

interface Options {
  /** Gets `cluster/` and `server.log`; made if it is missing. */
  dir: string;
  log: Logger;
  database?: string;
  settings?: Record<string, string>;
}

/** Each process holds one connection of this name: together they count who uses the server, and the kernel closes
 *  one however its process ends. */
const keeperName = 'vitrine keeper';
/** Held while a database is made or the server is stopped, so that nobody attaches to one that goes. */
const lifeLock = 727_274;
const patienceMs = 60_000;

/** Starts PostgreSQL on `dir`, or attaches to the one that runs there. Works as root, recovers from kill -9.
 *  @throws Error with the server's own words where it does not start. */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const dir = path.resolve(options.dir);
  // Only its own folder is closed to others: started by root, the server's user must still come through those above.
  await mkdir(path.dirname(dir), { recursive: true });
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const binaries = await findPostgresBinaries();
  const user = choosePostgresUser(dir, binaries.postgres);
  const password = await ensureCluster(dir, binaries.initdb, user);
  const cluster = path.join(dir, 'cluster');
  const urlOf = (port: number, database: string) =>
    `postgresql://${superuser}:${password}@127.0.0.1:${port}/${database}`;

  const { keeper, port, mode } = await reach({ cluster, binaries, user, options, urlOf });
  const database = options.database ?? 'vitrine';
  await keeper.query('select pg_advisory_lock($1)', [lifeLock]);
  const found = await keeper.query('select from pg_database where datname = $1', [database]);
  if (found.rowCount === 0) await keeper.query(`create database ${pg.escapeIdentifier(database)}`);
  await keeper.query('select pg_advisory_unlock($1)', [lifeLock]);

  let stopping: Promise<void> | undefined;
  return {
    url: urlOf(port, database),
    mode,
    stop() {
      stopping ??= stop({ cluster, binaries, user, keeper, log: options.log });
      return stopping;
    },
  };
}

interface Server {
  cluster: string;
  binaries: PostgresBinaries;
  user: PostgresUser;
}

/** Attaches or starts, until a connection stands. */
async function reach(
  server: Server & { options: Options; urlOf: (port: number, database: string) => string },
) {
  const { cluster, options, urlOf } = server;
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    const running = findPostmaster(cluster);
    // The port is written a moment after the process id.
    const keeper = running?.port ? await connect(urlOf(running.port, 'postgres'), options.log) : undefined;
    if (running && keeper) return { keeper, port: running.port, mode: 'attached' as const };
    if (!running) {
      const started = await start({ ...server, until });
      if (started) return { ...started, mode: 'started' as const };
    }
    await delay(100);
  }
  throw new Error(
    `PostgreSQL did not answer within ${patienceMs / 1000} s. Its last words: ${await lastWords(cluster)}`,
  );
}

/** `undefined` where another process was starting the same cluster. */
async function start({
  cluster,
  binaries,
  user,
  options,
  urlOf,
  until,
}: Server & {
  options: Options;
  urlOf: (port: number, database: string) => string;
  until: number;
}) {
  await rm(path.join(cluster, 'postmaster.pid'), { force: true });
  const port = await findFreePort();
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_min_messages: 'warning',
    random_page_cost: '1.1',
    max_wal_senders: '0',
    wal_level: 'minimal',
    ...options.settings,
  };
  const log = await open(logOf(cluster), 'a', 0o600);
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawnPostgres(binaries.postgres, ['-D', cluster, ...args], user, log.fd);
  await log.close();
  const ended = new Promise<'ended'>((resolve, reject) => {
    child.once('exit', () => resolve('ended'));
    child.once('error', reject);
  });
  while (Date.now() < until) {
    const keeper = await connect(urlOf(port, 'postgres'), options.log);
    if (keeper) {
      child.unref();
      return { keeper, port };
    }
    if ((await Promise.race([ended, delay(50, 'waiting' as const)])) === 'waiting') continue;
    const words = await lastWords(cluster);
    if (/lock file|shared memory|could not bind/.test(words)) return undefined;
    throw new Error(`PostgreSQL did not start: ${words}`);
  }
  return undefined;
}

/** A connection, or `undefined` while there is nobody or it is still starting. */
async function connect(url: string, log: Logger): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: url,
    application_name: keeperName,
    connectionTimeoutMillis: 3000,
  });
  client.on('error', (error) =>
    log.warn({ err: error }, 'the connection to the embedded PostgreSQL was lost'),
  );
  try {
    await client.connect();
    return client;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // 28P01: another program got this port in the meantime, and it is a PostgreSQL.
    if (['28P01', '28000'].includes(code)) throw error;
    return undefined;
  }
}

async function stop({ cluster, binaries, user, keeper, log }: Server & { keeper: pg.Client; log: Logger }) {
  keeper.removeAllListeners('error');
  keeper.on('error', (error) => log.debug({ err: error }, 'the embedded PostgreSQL ended our connection'));
  try {
    await keeper.query('select pg_advisory_lock($1)', [lifeLock]);
    const { rows } = await keeper.query<{ others: number }>(
      'select count(*)::int as others from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
      [keeperName],
    );
    if (rows[0]?.others) return await keeper.end();
  } catch (error) {
    // The server went away by itself, or is going: what is left is to wait for it.
    log.debug({ err: error }, 'the embedded PostgreSQL was already stopping');
  }
  const running = findPostmaster(cluster);
  if (running && process.platform === 'win32') {
    await runPostgresProgram(binaries.pg_ctl, ['stop', '-D', cluster, '-m', 'fast', '-w'], user);
  } else if (running) {
    process.kill(running.pid, 'SIGINT');
    if (!(await isGone(cluster, 20_000))) process.kill(running.pid, 'SIGQUIT');
    await isGone(cluster, 5000);
  }
  await keeper.end();
}

async function isGone(cluster: string, withinMs: number): Promise<boolean> {
  for (const until = Date.now() + withinMs; Date.now() < until; await delay(20)) {
    if (!findPostmaster(cluster)) return true;
  }
  return false;
}

const logOf = (cluster: string) => path.join(path.dirname(cluster), 'server.log');

async function lastWords(cluster: string): Promise<string> {
  const file = logOf(cluster);
  return existsSync(file) ? (await readFile(file, 'utf8')).slice(-2000).trim() : '(none)';
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
