import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import { newId } from '../apps/api/src/db/new-id.ts';
import { type BenchWorld, createBenchWorld } from './bench-world.ts';
import { loadSearch } from './load-search.ts';
import type { BenchOptions } from './run.ts';

/** Beside the large namespace: others of the size of a small library, and one that is hardly begun. */
const NEIGHBOURS = [...Array.from({ length: 20 }, () => 2500), 10];

/** As a server for a million files is set up; the rest is PostgreSQL's own. */
const settings = { shared_buffers: '2GB', max_wal_size: '8GB' };

/** A world with `files` files in its namespace and neighbours beside it, loaded anew or found in `keep`. */
export async function openSearchWorld({ files, keep, log }: BenchOptions): Promise<BenchWorld> {
  const directory = keep
    ? join(resolve(keep), `search-${files}`)
    : await mkdtemp(join(tmpdir(), 'vitrine-bench-'));
  const fill = async (database: Client, namespaceId: string) => {
    if (await isLoaded(database, namespaceId)) return log(`${files} files are there from an earlier run`);
    await loadSearch(database, {
      namespaces: [{ id: namespaceId, files }, ...(await makeNeighbours(database))],
      log,
    });
  };
  const world = await createBenchWorld(directory, log, { settings, fill });
  log('waiting until the jobs of the start are done');
  while (await hasJobs(world.database)) await setTimeout(500);
  return {
    ...world,
    close: async () => {
      await world.close();
      if (!keep) await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The words of a namespace are counted last. @throws Error where an earlier run was interrupted. */
async function isLoaded(database: Client, namespaceId: string): Promise<boolean> {
  const { rows } = await database.query<{ begun: boolean; done: boolean }>(
    `select exists (select from media where namespace_id = $1) as begun,
       exists (select from vocabulary where namespace_id = $1) as done`,
    [namespaceId],
  );
  const { begun, done } = rows[0] ?? {};
  if (begun && !done)
    throw new Error('What is kept was not loaded to the end. Remove its directory and begin again.');
  return done === true;
}

async function hasJobs(database: Client): Promise<boolean> {
  const { rows } = await database.query<{ has: boolean }>(
    'select exists (select from graphile_worker.jobs where attempts < max_attempts and run_at <= now()) as has',
  );
  return rows[0]?.has === true;
}

async function makeNeighbours(database: Client): Promise<{ id: string; files: number }[]> {
  const neighbours = NEIGHBOURS.map((files, n) => ({ id: newId(), slug: `neighbour-${n}`, files }));
  for (const { id, slug } of neighbours) {
    await database.query('insert into namespace (id, slug, name) values ($1, $2, $2)', [id, slug]);
  }
  return neighbours;
}
