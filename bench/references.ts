import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMediaClient } from '@vitrine/client';
import { Client } from 'pg';
import { grantHost } from '../apps/api/src/db/grant-host.ts';
import { newId } from '../apps/api/src/db/new-id.ts';
import { type BenchWorld, createBenchWorld } from './bench-world.ts';
import { loadMedia } from './load-media.ts';
import { percentile } from './percentile.ts';
import type { BenchRow } from './report.ts';
import type { BenchOptions } from './run.ts';

const CLIENTS = 8;
const USES = 50;
/** Ours and the bare one take turns, so that both see the same machine. */
const TURN_MS = 500;
const TURNS = 12;
/** A library in use: what PostgreSQL plans for empty tables is no measure. */
const FILES = 2000;
const PAGES = 1000;
/** At least half the throughput of bare SQL. */
const LIMIT = 2;
const MANY_USES = 500;
const MANY_LIMIT_MS = 50;
const SAMPLES = 40;

type Request = Parameters<ReturnType<typeof createMediaClient>['references']['sync']['mutate']>[0];
/** One save of a page, over connection `client`. */
type Save = (client: number, request: Request) => Promise<unknown>;

/** Saves of pages by eight clients at once, all with the same logo, beside the same rows inserted by bare SQL. */
export async function benchReferences({ log }: BenchOptions): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-bench-'));
  const world = await createBenchWorld(directory, log);
  const connections: Client[] = [];
  try {
    await loadMedia(world.database, { namespaceId: world.namespaceId, files: FILES, log });
    const { rows } = await world.database.query<{ id: string }>('select id from media order by id');
    const draw = drawPages(rows.map(({ id }) => id));
    const asOwner = await connectAll(world.databaseUrl, connections);
    const asHost = await connectAll(await makeHost(world), connections);
    const vitrine = createMediaClient({ endpoint: world.api.origin, apiKey: world.key });

    const bySql: Save = (client, request) =>
      asHost(client).query({
        name: 'sync',
        text: 'select vitrine.references_sync($1)',
        values: [JSON.stringify(request)],
      });
    const byHttp: Save = (_client, request) => vitrine.references.sync.mutate(request);
    const bare: Save = (client, request) => insertBare(asOwner(client), world.namespaceId, request);

    log(`saving ${PAGES} pages`);
    for (let n = 0; n < PAGES; n += 1) await bare(n % CLIENTS, draw.page(newId(), 5));
    await world.database.query('vacuum analyze');

    log(`${CLIENTS} clients, ${USES} uses each, one of them the logo of all`);
    const contended = [
      await compare('a save in the host’s transaction', { ours: bySql, bare, limit: LIMIT }, draw.newPage),
      // With the HTTP client, the server and the database on the same processors: for information.
      await compare('a save over HTTP', { ours: byHttp, bare, limit: null }, draw.newPage),
    ];
    log('eight clients save the same twenty pages');
    const deadlocks = await countDeadlocks(bySql, draw.samePages);
    // What the saves before left to be cleaned up is not to be measured with these.
    await world.database.query('vacuum analyze');
    log(`one client, ${MANY_USES} uses`);
    const large = draw.page('large', MANY_USES);
    let saves = 0;
    // Beside pages of five uses: a plan that is made for those reads each of these once for every other.
    const taken = () => ({ ...large, references: saves++ % 2 ? large.references : [] });
    const changed = () => ({ ...large, references: draw.page('large', MANY_USES).references });
    return [
      ...contended,
      deadlocks,
      await measureLarge('the first save of 500 uses, SQL', bySql, () => draw.page(newId(), MANY_USES)),
      await measureLarge('the first save of 500 uses, HTTP', byHttp, () => draw.page(newId(), MANY_USES)),
      await measureLarge('a save that changes all of 500 uses, HTTP', byHttp, changed),
      await measureLarge('a save that changes none of 500 uses, HTTP', byHttp, () => large),
      await measureLarge(
        'a save that takes all of 500 uses away, and one that brings them back, SQL',
        bySql,
        taken,
      ),
      await countHiddenDeadlocks(world),
    ];
  } finally {
    await Promise.all(connections.map((connection) => connection.end()));
    await world.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Pages of files drawn at random; the first use of each is the logo that all share. */
function drawPages([logo = '', ...others]: string[]) {
  const page = (id: string, uses: number): Request => ({
    content: { type: 'page', id, title: `Page ${id}`, url: `/pages/${id}` },
    references: Array.from({ length: uses }, (_, n) => ({
      mediaId: (n === 0
        ? logo
        : others[Math.floor(Math.random() * others.length)]) as Request['references'][number]['mediaId'],
      fieldPath: `/blocks/${n}/image`,
      alt: 'What is to be seen',
    })),
  });
  return {
    page,
    newPage: () => page(newId(), USES),
    samePages: () => page(`shared-${Math.floor(Math.random() * 20)}`, USES),
  };
}

async function makeHost({ database, databaseUrl }: BenchWorld): Promise<string> {
  await database.query("create role bench_host login password 'bench'");
  await grantHost({ url: databaseUrl, roleName: 'bench_host', namespaceSlug: 'bench' });
  const url = new URL(databaseUrl);
  url.username = 'bench_host';
  url.password = 'bench';
  return url.href;
}

async function connectAll(url: string, all: Client[]): Promise<(client: number) => Client> {
  const made = Array.from({ length: CLIENTS }, () => new Client({ connectionString: url }));
  await Promise.all(made.map((client) => client.connect()));
  all.push(...made);
  return (client) => made[client] as Client;
}

/** The least that keeps the same rows: one statement, ids made outside, no question asked and nothing told. */
function insertBare(client: Client, namespaceId: string, { content, references }: Request) {
  return client.query({
    name: 'bare',
    text: `with item as (
        insert into content_item (id, namespace_id, type, external_id, title, url)
        values ($1, $2, $3, $4, $5, $6) returning id)
      insert into reference (id, namespace_id, content_item_id, media_id, field_path, alt)
      select u.id, $2, item.id, u.media_id, u.field_path, u.alt
      from item, unnest($7::uuid[], $8::uuid[], $9::text[], $10::text[]) as u (id, media_id, field_path, alt)`,
    values: [
      newId(),
      namespaceId,
      content.type,
      content.id,
      content.title,
      content.url,
      references.map(() => newId()),
      references.map(({ mediaId }) => mediaId),
      references.map(({ fieldPath }) => fieldPath),
      references.map(({ alt }) => alt),
    ],
  });
}

/** How many saves all clients together finish in a turn. */
async function turn(save: Save, next: () => Request): Promise<{ saves: number; milliseconds: number }> {
  const startedAt = performance.now();
  let saves = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      while (performance.now() - startedAt < TURN_MS) {
        await save(client, next());
        saves += 1;
      }
    }),
  );
  return { saves, milliseconds: performance.now() - startedAt };
}

async function compare(
  name: string,
  { ours, bare, limit }: { ours: Save; bare: Save; limit: number | null },
  next: () => Request,
): Promise<BenchRow> {
  const sums = { ours: { saves: 0, milliseconds: 0 }, bare: { saves: 0, milliseconds: 0 } };
  const add = (sum: typeof sums.ours, one: typeof sums.ours) => {
    sum.saves += one.saves;
    sum.milliseconds += one.milliseconds;
  };
  await turn(ours, next);
  await turn(bare, next);
  for (let round = 0; round < TURNS; round += 1) {
    add(sums.ours, await turn(ours, next));
    add(sums.bare, await turn(bare, next));
  }
  const each = ({ saves, milliseconds }: typeof sums.ours) => milliseconds / saves;
  const [oursMs, bareMs] = [each(sums.ours), each(sums.bare)];
  return { name, ours: oursMs, bare: bareMs, ratio: oursMs / bareMs, limit, unit: 'ms each' };
}

/** Saves of pages that others save too, with files that others use too: none may be told of a deadlock. */
async function countDeadlocks(save: Save, next: () => Request): Promise<BenchRow> {
  let [saves, told] = [0, 0];
  for (let round = 0; round < TURNS; round += 1) {
    const counting: Save = async (client, request) => {
      try {
        await save(client, request);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === '40P01')) throw error;
        told += 1;
      }
    };
    saves += (await turn(counting, next)).saves;
  }
  const name = `deadlocks told in ${saves} saves of the same pages`;
  return { name, ours: told, bare: 0, ratio: told, limit: 0, unit: '' };
}

/** Those too that the API repeated, so that nobody was told: PostgreSQL has counted each since the database was made. */
async function countHiddenDeadlocks({ database }: BenchWorld): Promise<BenchRow> {
  const { rows } = await database.query<{ deadlocks: number }>(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  );
  const ours = rows[0]?.deadlocks ?? Number.NaN;
  return { name: 'deadlocks in all of this, by PostgreSQL', ours, bare: 0, ratio: ours, limit: 0, unit: '' };
}

async function measureLarge(name: string, save: Save, next: () => Request): Promise<BenchRow> {
  const samples: number[] = [];
  for (let n = 0; n < SAMPLES + 5; n += 1) {
    const request = next();
    const startedAt = performance.now();
    await save(0, request);
    if (n >= 5) samples.push(performance.now() - startedAt);
  }
  const ours = percentile(samples, 0.5);
  return {
    name: `${name}, p50 of at most ${MANY_LIMIT_MS} ms`,
    ours,
    bare: MANY_LIMIT_MS,
    ratio: ours / MANY_LIMIT_MS,
    limit: 1,
    unit: 'ms',
  };
}
