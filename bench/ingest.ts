import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createMediaClient } from '@vitrine/client';
import { createBenchWorld } from './bench-world.ts';
import { drawPhotograph } from './draw-photograph.ts';
import { percentile } from './percentile.ts';
import { cpuSecondsOfTree } from './process-cpu.ts';
import type { BenchRow } from './report.ts';
import type { BenchOptions } from './run.ts';

const PHOTOGRAPHS = 24;
const WARM_UP = 4;
const CONCURRENCY = 4;
const RENDITIONS = 3;
/** Runs of the bare program and of ours in turn; the median pair is told, since a shared machine drifts. */
const ROUNDS = 3;

interface Measured {
  wallSeconds: number;
  cpuSeconds: number;
}

async function measureBare(pictures: string, output: string): Promise<Measured> {
  const script = fileURLToPath(new URL('./bare-sharp.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, pictures, output]);
  return JSON.parse(stdout);
}

/** Uploads the files, four at a time; resolves with each answer's milliseconds. */
async function uploadAll(origin: string, key: string, files: Buffer[], prefix: string): Promise<number[]> {
  const queue = [...files.entries()];
  const latencies: number[] = [];
  const upload = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const [index, bytes] = next;
      const form = new FormData();
      form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), `${prefix}-${index}.jpg`);
      const startedAt = performance.now();
      const answer = await fetch(`${origin}/upload`, {
        method: 'POST',
        body: form,
        headers: { authorization: `Bearer ${key}` },
      });
      if (answer.status !== 201)
        throw new Error(`The upload was answered ${answer.status}: ${await answer.text()}`);
      await answer.arrayBuffer();
      latencies.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, upload));
  return latencies;
}

/** Resolves when no file waits for its renditions any more. */
async function waitUntilReady(origin: string, key: string): Promise<void> {
  const client = createMediaClient({ endpoint: origin, apiKey: key });
  for (;;) {
    const { items } = await client.media.list.query({ limit: 100 });
    if (items.some(({ processingStatus }) => processingStatus === 'failed'))
      throw new Error('A rendition failed.');
    if (items.every(({ processingStatus }) => processingStatus === 'ready')) return;
  }
}

/** CPU, speed and latency of accepting 12-megapixel photographs, beside bare sharp doing the same renditions. */
export async function benchIngest({ log }: BenchOptions): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-bench-'));
  const world = await createBenchWorld(directory, log);
  try {
    const cpuRatios: number[] = [];
    const speedRatios: number[] = [];
    const latencies: number[] = [];
    const ours: Measured[] = [];
    const bare: Measured[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      log(`round ${round + 1} of ${ROUNDS}: drawing ${PHOTOGRAPHS} photographs of 12 megapixels`);
      const pictures = join(directory, `pictures-${round}`);
      const output = join(directory, `output-${round}`);
      await Promise.all([mkdir(pictures), mkdir(output)]);
      const files: Buffer[] = [];
      for (let index = 0; index < PHOTOGRAPHS + WARM_UP; index++) files.push(await drawPhotograph());
      const counted = files.slice(WARM_UP);
      await Promise.all(counted.map((bytes, index) => writeFile(join(pictures, `${index}.jpg`), bytes)));

      const bareRun = await measureBare(pictures, output);
      await uploadAll(world.api.origin, world.key, files.slice(0, WARM_UP), `warm-up-${round}`);
      await waitUntilReady(world.api.origin, world.key);
      const cpuBefore = cpuSecondsOfTree(world.api.pid);
      const startedAt = performance.now();
      latencies.push(...(await uploadAll(world.api.origin, world.key, counted, `photo-${round}`)));
      await waitUntilReady(world.api.origin, world.key);
      const oursRun = {
        wallSeconds: (performance.now() - startedAt) / 1000,
        cpuSeconds: cpuSecondsOfTree(world.api.pid) - cpuBefore,
      };
      ours.push(oursRun);
      bare.push(bareRun);
      cpuRatios.push(oursRun.cpuSeconds / bareRun.cpuSeconds);
      speedRatios.push(bareRun.wallSeconds / oursRun.wallSeconds);
    }
    const median = (values: number[]) => percentile(values, 0.5);
    const perFile = (runs: Measured[]) => (median(runs.map((run) => run.cpuSeconds)) / PHOTOGRAPHS) * 1000;
    const perSecond = (runs: Measured[]) =>
      (PHOTOGRAPHS * RENDITIONS) / median(runs.map((run) => run.wallSeconds));
    const alone = { bare: null, ratio: 0, limit: null };
    return [
      { name: 'accept, p50', ours: median(latencies), ...alone, unit: 'ms' },
      { name: 'accept, p95', ours: percentile(latencies, 0.95), ...alone, unit: 'ms' },
      {
        name: 'renditions ready',
        ours: perSecond(ours),
        bare: perSecond(bare),
        ratio: median(speedRatios),
        limit: null,
        unit: '/s',
      },
      {
        name: 'CPU per 12 MP JPEG',
        ours: perFile(ours),
        bare: perFile(bare),
        ratio: median(cpuRatios),
        limit: 1.25,
        unit: 'ms',
      },
    ];
  } finally {
    await world.close();
    await rm(directory, { recursive: true, force: true });
  }
}
