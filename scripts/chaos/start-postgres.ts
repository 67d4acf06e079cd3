import { mkdir, open, rm } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findPostgresBinaries } from '../../apps/api/src/db/postgres-binaries.ts';
import { ensureCluster, findPostmaster, superuser } from '../../apps/api/src/db/postgres-cluster.ts';
import { choosePostgresUser, spawnPostgres } from '../../apps/api/src/db/postgres-process.ts';

export interface ChaosPostgres {
  url: string;
  /** Takes it down: its postmaster or one of its backends by kill -9, or stopped at once. */
  bringDown(how: 'postmaster' | 'backend' | 'immediate'): Promise<void>;
  /** Starts it on the same port and waits until it answers. Does nothing where it runs. */
  bringUp(): Promise<void>;
  stop(): Promise<void>;
}

const patienceMs = 60_000;

/** A PostgreSQL with a process, a port and a data directory of its own, so that it can die apart from who uses it. */
export async function startPostgres(dir: string): Promise<ChaosPostgres> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const binaries = await findPostgresBinaries();
  const user = choosePostgresUser(dir, binaries.postgres);
  const password = await ensureCluster(dir, binaries.initdb, user);
  const cluster = path.join(dir, 'cluster');
  const port = await findFreePort();
  const urlOf = (database: string) => `postgresql://${superuser}:${password}@127.0.0.1:${port}/${database}`;
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    max_wal_senders: '0',
    wal_level: 'minimal',
    // What a process has written outlives it without fsync: only the power is never cut here.
    fsync: 'off',
  };

  let isRunning = false;

  async function spawnServer(): Promise<void> {
    const log = await open(path.join(dir, 'server.log'), 'a', 0o600);
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawnPostgres(binaries.postgres, ['-D', cluster, ...args], user, log.fd);
    isRunning = true;
    child.once('exit', () => {
      isRunning = false;
    });
    child.unref();
    await log.close();
  }

  async function bringUp(): Promise<void> {
    const until = Date.now() + patienceMs;
    while (!(await answers(urlOf('postgres')))) {
      if (Date.now() > until) throw new Error('PostgreSQL does not come up again: see its server.log.');
      // It ends at once while the backends of the one before still do; and never beside another: that would see its
      // lock taken away.
      if (!isRunning) {
        await rm(path.join(cluster, 'postmaster.pid'), { force: true });
        await spawnServer();
      }
      await delay(50);
    }
  }

  async function bringDown(how: 'postmaster' | 'backend' | 'immediate'): Promise<void> {
    const running = findPostmaster(cluster);
    if (!running) return;
    if (how === 'backend') return killBackend(urlOf('postgres'));
    process.kill(running.pid, how === 'postmaster' ? 'SIGKILL' : 'SIGQUIT');
    while (isRunning) await delay(10);
  }

  await bringUp();
  const client = await connect(urlOf('postgres'));
  await client.query('create database vitrine');
  await client.end();
  return {
    url: urlOf('vitrine'),
    bringDown,
    bringUp,
    async stop() {
      const running = findPostmaster(cluster);
      if (running) process.kill(running.pid, 'SIGINT');
      while (findPostmaster(cluster)) await delay(20);
    },
  };
}

/** Any of them: the postmaster ends all the others and recovers, as after the kernel took one for want of memory. */
async function killBackend(url: string): Promise<void> {
  const client = await connect(url);
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()
     order by state <> 'active', pid limit 1`,
  );
  const [found] = rows;
  try {
    if (found) process.kill(found.pid, 'SIGKILL');
  } catch (error) {
    // It went by itself meanwhile: its client had no more to ask.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
  await end(client);
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  // That it is cut off is what happens here; whoever waits for an answer learns it from there.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** A server that dies meanwhile says no goodbye. */
async function end(client: pg.Client): Promise<void> {
  await Promise.race([client.end(), delay(1000, undefined, { ref: false })]);
}

/** Refused, or still recovering: 57P03. */
async function answers(url: string): Promise<boolean> {
  try {
    const client = await connect(url);
    await end(client);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '28P01') throw error;
    return false;
  }
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
