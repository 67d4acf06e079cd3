import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createMediaClient } from '@vitrine/client';
import { presetRecipes } from '../apps/api/src/processing/recipes.ts';
import { type BenchWorld, createBenchWorld } from './bench-world.ts';
import { drawPhotograph } from './draw-photograph.ts';
import { percentile } from './percentile.ts';
import { cpuSecondsOfTree } from './process-cpu.ts';
import type { BenchRow } from './report.ts';
import type { BenchOptions } from './run.ts';

const PHOTOGRAPHS = 24;
const CONCURRENCY = 4;
const RENDITIONS = 3;
/** Runs of the bare program and of ours in turn; the median pair is told, since a shared machine drifts. */
const ROUNDS = 3;
/** How often it is asked whether all is ready: rarely enough that the asking is no part of what is measured. */
const POLL_MS = 50;

interface Measured {
  wallSeconds: number;
  cpuSeconds: number;
}

async function measureBare(pictures: string, output: string, effort: number): Promise<Measured> {
  const script = fileURLToPath(new URL('./bare-sharp.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, pictures, output, String(effort)]);
  return JSON.parse(stdout);
}

/** A form as it goes over the wire, made before the clock starts: the client is no part of what is measured. */
function encodeForm(jpeg: Buffer, filename: string): { body: Buffer; boundary: string } {
  const boundary = `bench-${randomBytes(8).toString('hex')}`;
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: image/jpeg\r\n\r\n`;
  return { boundary, body: Buffer.concat([Buffer.from(head), jpeg, Buffer.from(`\r\n--${boundary}--\r\n`)]) };
}

async function post(
  origin: string,
  key: string,
  agent: Agent,
  form: ReturnType<typeof encodeForm>,
): Promise<void> {
  const sent = request(`${origin}/upload`, {
    method: 'POST',
    agent,
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': `multipart/form-data; boundary=${form.boundary}`,
      'content-length': form.body.byteLength,
    },
  });
  sent.end(form.body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const said = await text(answer);
  if (answer.statusCode !== 201) throw new Error(`The upload was answered ${answer.statusCode}: ${said}`);
}

/** Uploads the files, four at a time; resolves with each answer's milliseconds. */
async function uploadAll(origin: string, key: string, files: Buffer[], prefix: string): Promise<number[]> {
  const queue = files.map((bytes, index) => encodeForm(bytes, `${prefix}-${index}.jpg`));
  const agent = new Agent({ keepAlive: true });
  const latencies: number[] = [];
  const upload = async () => {
    for (let form = queue.pop(); form; form = queue.pop()) {
      const startedAt = performance.now();
      await post(origin, key, agent, form);
      latencies.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, upload));
  agent.destroy();
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
    await delay(POLL_MS);
  }
}

interface Round {
  ours: Measured;
  /** Bare sharp with the very recipe of ours. */
  sameRecipe: Measured;
  /** Bare sharp with the encoder's default effort. */
  defaultEffort: Measured;
  latencies: number[];
}

const median = (values: number[]) => percentile(values, 0.5);
const DEFAULT_EFFORT = 4;

/** The same picture as another file: a comment stands behind the marker of the JPEG's start. */
function withComment(jpeg: Buffer): Buffer {
  const comment = randomBytes(16);
  const header = Buffer.from([0xff, 0xfe, 0, comment.byteLength + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), header, comment, jpeg.subarray(2)]);
}

async function runRound(
  world: BenchWorld,
  directory: string,
  drawn: Buffer[],
  round: number,
): Promise<Round> {
  const pictures = join(directory, `pictures-${round}`);
  const output = join(directory, `output-${round}`);
  await Promise.all([mkdir(pictures), mkdir(output)]);
  const files = drawn.map(withComment);
  await Promise.all(files.map((bytes, index) => writeFile(join(pictures, `${index}.jpg`), bytes)));

  const { origin, pid } = world.api;
  const sameRecipe = await measureBare(pictures, output, presetRecipes[0]?.effort ?? DEFAULT_EFFORT);
  const cpuBefore = cpuSecondsOfTree(pid);
  const startedAt = performance.now();
  const latencies = await uploadAll(origin, world.key, files, `photo-${round}`);
  await waitUntilReady(origin, world.key);
  const wallSeconds = (performance.now() - startedAt) / 1000;
  const ours = { wallSeconds, cpuSeconds: cpuSecondsOfTree(pid) - cpuBefore };
  const defaultEffort = await measureBare(pictures, output, DEFAULT_EFFORT);
  return { ours, sameRecipe, defaultEffort, latencies };
}

/** CPU, speed and latency of accepting 12-megapixel photographs, beside bare sharp doing the same renditions. */
export async function benchIngest({ log }: BenchOptions): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-bench-'));
  const world = await createBenchWorld(directory, log);
  try {
    log(`drawing ${PHOTOGRAPHS} photographs of 12 megapixels`);
    const drawn: Buffer[] = [];
    for (let index = 0; index < PHOTOGRAPHS; index++) drawn.push(await drawPhotograph());
    log('warming up: a server is not started for each photograph');
    await uploadAll(world.api.origin, world.key, drawn, 'warm-up');
    await waitUntilReady(world.api.origin, world.key);
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      log(`round ${round + 1} of ${ROUNDS}`);
      rounds.push(await runRound(world, directory, drawn, round));
    }
    const latencies = rounds.flatMap((round) => round.latencies);
    const alone = { bare: null, ratio: 0, limit: null };
    return [
      { name: 'accept, p50', ours: median(latencies), ...alone, unit: 'ms' },
      { name: 'accept, p95', ours: percentile(latencies, 0.95), ...alone, unit: 'ms' },
      compareSpeed(rounds),
      compareCpu('CPU per 12 MP JPEG, bare sharp with the same recipe', rounds, 'sameRecipe'),
      compareCpu('CPU per 12 MP JPEG, bare sharp with its default effort', rounds, 'defaultEffort'),
    ];
  } finally {
    await world.close();
    await rm(directory, { recursive: true, force: true });
  }
}

function compareSpeed(rounds: Round[]): BenchRow {
  const perSecond = ({ wallSeconds }: Measured) => (PHOTOGRAPHS * RENDITIONS) / wallSeconds;
  return {
    name: 'renditions ready',
    ours: median(rounds.map(({ ours }) => perSecond(ours))),
    bare: median(rounds.map(({ sameRecipe }) => perSecond(sameRecipe))),
    ratio: median(rounds.map(({ ours, sameRecipe }) => perSecond(ours) / perSecond(sameRecipe))),
    limit: null,
    least: 0.75,
    unit: '/s',
  };
}

function compareCpu(name: string, rounds: Round[], beside: 'sameRecipe' | 'defaultEffort'): BenchRow {
  const perFile = ({ cpuSeconds }: Measured) => (cpuSeconds / PHOTOGRAPHS) * 1000;
  return {
    name,
    ours: median(rounds.map(({ ours }) => perFile(ours))),
    bare: median(rounds.map((round) => perFile(round[beside]))),
    ratio: median(rounds.map((round) => round.ours.cpuSeconds / round[beside].cpuSeconds)),
    limit: 1.25,
    unit: 'ms',
  };
}
