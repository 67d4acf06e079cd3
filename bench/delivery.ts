import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createMediaClient, imageUrl, type PresetWidth } from '@vitrine/client';
import { type MediaFile, UploadedMediaFile } from '@vitrine/schema';
import sharp from 'sharp';
import { type RunningServer, startServer } from './api-server.ts';
import { type BenchWorld, createBenchWorld } from './bench-world.ts';
import { countRequests } from './count-requests.ts';
import { drawPhotograph } from './draw-photograph.ts';
import { percentile } from './percentile.ts';
import { cpuSecondsOfTree } from './process-cpu.ts';
import type { BenchRow } from './report.ts';
import type { BenchOptions } from './run.ts';

const CONNECTIONS = 32;
const WARM_UP_MS = 1500;
const ROUND_MS = 500;
/** Runs of the bare program and of ours in turn; the median pair is told, since a shared machine drifts. */
const ROUNDS = 15;
const LEAST = 0.8;
const RANGE_BYTES = 1024 * 1024;
const GRID = 48;
const COLD_WIDTHS = [640, 960, 1280, 1600, 1920, 2560] as const satisfies PresetWidth[];
const GRID_WIDTH = 480;
/** As many as there are decoders. */
const DECODERS = 2;

const median = (values: number[]) => percentile(values, 0.5);

async function upload(world: BenchWorld, bytes: Buffer, name: string): Promise<MediaFile> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), name);
  const headers = { authorization: `Bearer ${world.key}` };
  const answer = await fetch(`${world.api.origin}/upload`, { method: 'POST', body: form, headers });
  if (!answer.ok) throw new Error(`The upload was answered ${answer.status}: ${await answer.text()}`);
  const { id } = UploadedMediaFile.parse(await answer.json());
  const client = createMediaClient({ endpoint: world.api.origin, apiKey: world.key });
  return client.media.update.mutate({ id, accessLevel: 'members' });
}

interface Asked {
  server: RunningServer;
  path: string;
  headers?: Record<string, string>;
}

/** Ours and the bare server in turn, so that both see the same machine: answers, and CPU time that each one cost. */
async function compare(name: string, ours: Asked, bare: Asked): Promise<BenchRow[]> {
  const measure = async ({ server, ...asked }: Asked, durationMs: number) => {
    const cpuBefore = cpuSecondsOfTree(server.pid);
    const startedAt = performance.now();
    const { origin } = server;
    const perSecond = await countRequests({ origin, ...asked, connections: CONNECTIONS, durationMs });
    const answers = (perSecond * (performance.now() - startedAt)) / 1000;
    return { perSecond, cpuMicros: ((cpuSecondsOfTree(server.pid) - cpuBefore) * 1e6) / answers };
  };
  await measure(ours, WARM_UP_MS);
  await measure(bare, WARM_UP_MS);
  type Measured = Awaited<ReturnType<typeof measure>>;
  const rounds: { ours: Measured; bare: Measured }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({ bare: await measure(bare, ROUND_MS), ours: await measure(ours, ROUND_MS) });
  }
  const row = (what: keyof Measured) => ({
    ours: median(rounds.map((round) => round.ours[what])),
    bare: median(rounds.map((round) => round.bare[what])),
    ratio: median(rounds.map((round) => round.ours[what] / round.bare[what])),
    limit: null,
  });
  return [
    { name, ...row('perSecond'), least: LEAST, unit: '/s' },
    { name: '— CPU for one', ...row('cpuMicros'), unit: 'µs' },
  ];
}

async function measureBare(pictures: string, output: string, widths: readonly number[], concurrency: number) {
  const script = fileURLToPath(new URL('./bare-transform.ts', import.meta.url));
  const args = [script, pictures, output, widths.join(), 'webp', String(concurrency)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return (JSON.parse(stdout) as { wallSeconds: number }).wallSeconds * 1000;
}

const pathOf = (url: string | null) => {
  if (url === null) throw new Error('The file has no pictures.');
  const { pathname, search } = new URL(url);
  return pathname + search;
};

async function get(origin: string, path: string): Promise<Buffer> {
  const answer = await fetch(origin + path);
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Widths that nobody has asked for yet: one after the other, then a page of 48 at once. */
async function benchCold(world: BenchWorld, directory: string, photograph: Buffer, media: MediaFile) {
  const [pictures, output, grid] = ['cold', 'made', 'grid'].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ];
  await Promise.all([pictures, output, grid].map((path) => mkdir(path)));
  await writeFile(join(pictures, 'a.jpg'), photograph);
  const { origin } = world.api;
  const alone = await timed(async () => {
    for (const width of COLD_WIDTHS) await get(origin, pathOf(imageUrl(media, width, 'webp')));
  });
  const bareAlone = await measureBare(pictures, output, COLD_WIDTHS, 1);

  const shared = await sharp(photograph).resize(2000).jpeg({ quality: 88 }).toBuffer();
  const files: MediaFile[] = [];
  for (let index = 0; index < GRID; index++) {
    const bytes = await sharp(shared)
      .modulate({ hue: index * 7 })
      .jpeg({ quality: 88 })
      .toBuffer();
    await writeFile(join(grid, `${index}.jpg`), bytes);
    files.push(await upload(world, bytes, `grid-${index}.jpg`));
  }
  const together = await timed(() =>
    Promise.all(files.map((file) => get(origin, pathOf(imageUrl(file, GRID_WIDTH, 'webp'))))),
  );
  const bareTogether = await measureBare(grid, output, [GRID_WIDTH], DECODERS);
  const again = await timed(() =>
    Promise.all(files.map((file) => get(origin, pathOf(imageUrl(file, GRID_WIDTH, 'webp'))))),
  );
  const row = (name: string, ours: number, bare: number | null): BenchRow => ({
    name,
    ours,
    bare,
    ratio: bare === null ? 0 : ours / bare,
    limit: null,
    unit: 'ms',
  });
  return [
    row('a cold transform of 12 MP', alone / COLD_WIDTHS.length, bareAlone / COLD_WIDTHS.length),
    row('a cold grid of 48 at once, 480 px of 3 MP', together, bareTogether),
    row('the same grid again', again, null),
  ];
}

/** Files that are not public, with a grant, beside servers and programs that check nothing. */
export async function benchDelivery({ log }: BenchOptions): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-bench-'));
  const world = await createBenchWorld(directory, log);
  const others: RunningServer[] = [];
  try {
    const photograph = await drawPhotograph();
    // Of this shape the thumbnail of 300 px has some 21 KB.
    const wide = await sharp(photograph).resize(4000, 2350).jpeg({ quality: 88 }).toBuffer();
    const media = await upload(world, wide, 'wide.jpg');
    const thumbnail = pathOf(media.thumbnails.medium?.url ?? null);
    const original = pathOf(media.url);
    const bytes = await get(world.api.origin, thumbnail);
    log(`a thumbnail of ${bytes.length} bytes, an original of ${wide.length}`);
    const [thumbnailFile, originalFile] = [
      join(directory, 'thumbnail.webp'),
      join(directory, 'original.jpg'),
    ];
    await writeFile(thumbnailFile, bytes);
    await writeFile(originalFile, wide);
    const bare = await startServer('./bare-file-server.ts', {}, [thumbnailFile, originalFile]);
    others.push(bare);
    const forgetful = await world.startApi({ HOT_CACHE_BYTES: '0' });
    others.push(forgetful);

    log(`${CONNECTIONS} connections, ${ROUNDS} rounds of ${ROUND_MS} ms of each`);
    const size = `${Math.round(bytes.length / 1024)} KiB`;
    const headers = { Range: `bytes=${RANGE_BYTES}-${2 * RANGE_BYTES - 1}` };
    const rows = [
      ...(await compare(
        `a hot 300 px thumbnail of ${size} with a grant, from disk`,
        { server: forgetful, path: thumbnail },
        { server: bare, path: '/thumbnail' },
      )),
      ...(await compare(
        'the same from memory',
        { server: world.api, path: thumbnail },
        { server: bare, path: '/thumbnail' },
      )),
      ...(await compare(
        'a MiB of the original by Range, with a grant',
        { server: world.api, path: original, headers },
        { server: bare, path: '/original', headers },
      )),
    ];
    for (const server of others.splice(0)) await server.stop();
    const whole = await upload(world, photograph, 'photograph.jpg');
    return [...rows, ...(await benchCold(world, directory, photograph, whole))];
  } finally {
    for (const server of others) await server.stop();
    await world.close();
    await rm(directory, { recursive: true, force: true });
  }
}
