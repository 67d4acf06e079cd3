import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createLogger } from '../observability/logger.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';

// Each test makes a cluster of its own, which is slow where the machine is busy.
vi.setConfig({ testTimeout: 90_000 });

const log = createLogger({ level: 'silent' });

async function makeDir(): Promise<string> {
  const parent = await mkdtemp(path.join(os.tmpdir(), 'vitrine-pg-'));
  await chmod(parent, 0o755);
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  return path.join(parent, 'postgres');
}

const start = (dir: string) => startEmbeddedPostgres({ dir, log });

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const pidOf = (dir: string) =>
  Number(readFileSync(path.join(dir, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** Another process of ours that uses the server until it is killed. */
async function startElsewhere(dir: string): Promise<{ child: ChildProcess; mode: string }> {
  const modules = ['./embedded-postgres.ts', '../observability/logger.ts'].map(
    (file) => new URL(file, import.meta.url),
  );
  const code = `
    const [{ startEmbeddedPostgres }, { createLogger }] = await Promise.all(${JSON.stringify(modules)}.map((m) => import(m)));
    const { mode } = await startEmbeddedPostgres({ dir: ${JSON.stringify(dir)}, log: createLogger({ level: 'silent' }) });
    process.stdout.write(mode + '\\n');`;
  const args = ['--conditions=@vitrine/source', '--input-type=module', '-e', code];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [mode] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, mode: String(mode) };
}

test('starts on an empty folder, keeps its data, and stops for good', async () => {
  const dir = await makeDir();
  const first = await start(dir);
  expect(first.mode).toBe('started');
  await query(first.url, 'create table kept as select 42 as n');
  expect(
    await query(first.url, "select datlocprovider, datcollate from pg_database where datname = 'vitrine'"),
  ).toEqual([{ datlocprovider: 'b', datcollate: 'C' }]);
  await first.stop();
  expect(existsSync(path.join(dir, 'cluster', 'postmaster.pid'))).toBe(false);

  const second = await start(dir);
  expect(await query(second.url, 'select n from kept')).toEqual([{ n: 42 }]);
  await second.stop();
});

test('lets in nobody without its password', async () => {
  const dir = await makeDir();
  const server = await start(dir);
  onTestFinished(() => server.stop());
  expect((await stat(path.join(dir, 'cluster', 'vitrine.password'))).mode & 0o777).toBe(0o600);
  const stranger = new URL(server.url);
  stranger.password = 'guess';
  await expect(query(stranger.href, 'select 1')).rejects.toThrow('password authentication failed');
});

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const canUnshare = spawnSync('unshare', ['--user', 'true']).status === 0;

test.runIf(isRoot)('started by root it runs as another user', async () => {
  const dir = await makeDir();
  const server = await start(dir);
  expect((await stat(`/proc/${pidOf(dir)}`)).uid).not.toBe(0);
  expect(await query(server.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  await server.stop();
});

test.runIf(isRoot && canUnshare)(
  'started by root it also runs where only root may read the folder',
  async () => {
    const dir = await makeDir();
    await chmod(path.dirname(dir), 0o700);
    // Root outside, nobody within a user namespace of its own; and so again the next time.
    for (const n of [1, 2]) {
      const server = await start(dir);
      expect(await query(server.url, `select ${n} as n`)).toEqual([{ n }]);
      await server.stop();
    }
  },
);

test('of two processes that start at once one starts the server and both use it; the last one out stops it', async () => {
  const dir = await makeDir();
  const [here, elsewhere] = await Promise.all([start(dir), startElsewhere(dir)]);
  expect([here.mode, elsewhere.mode].sort()).toEqual(['attached', 'started']);
  await here.stop();
  // The other one still uses it.
  const again = await start(dir);
  expect(again.mode).toBe('attached');
  elsewhere.child.kill('SIGKILL');
  await once(elsewhere.child, 'exit');
  const keepers = "select count(*)::int n from pg_stat_activity where application_name = 'vitrine keeper'";
  await expect.poll(() => query(again.url, keepers)).toEqual([{ n: 1 }]);
  await again.stop();
  expect(existsSync(path.join(dir, 'cluster', 'postmaster.pid'))).toBe(false);
});

test('takes over the server that a killed process left running', async () => {
  const dir = await makeDir();
  const { child } = await startElsewhere(dir);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const server = await start(dir);
  expect(server.mode).toBe('attached');
  await server.stop();
  expect(existsSync(path.join(dir, 'cluster', 'postmaster.pid'))).toBe(false);
});

test('recovers what was committed when the server itself is killed', async () => {
  const dir = await makeDir();
  const first = await start(dir);
  await query(first.url, 'create table kept as select 42 as n');
  process.kill(pidOf(dir), 'SIGKILL');
  await first.stop();

  const second = await start(dir);
  expect(second.mode).toBe('started');
  expect(await query(second.url, 'select n from kept')).toEqual([{ n: 42 }]);
  await second.stop();
});

test('is not misled by the file of a server whose process id another program has now', async () => {
  const dir = await makeDir();
  await (await start(dir)).stop();
  await writeFile(path.join(dir, 'cluster', 'postmaster.pid'), `${process.pid}\n${dir}/cluster\n0\n5432\n`);
  const server = await start(dir);
  expect(server.mode).toBe('started');
  await server.stop();
});
