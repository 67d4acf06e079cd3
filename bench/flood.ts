import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type BenchWorld, createBenchWorld } from './bench-world.ts';
import { drawPhotograph } from './draw-photograph.ts';
import type { BenchRow } from './report.ts';
import type { BenchOptions } from './run.ts';

const FILES = 1000;
const FILES_PER_FORM = 100;
/** A request that waits costs a third of a MiB, whatever its file has: so much may the server grow over what it has warm. */
const MAX_GROWTH_MIB = 350;
const SAMPLE_MS = 20;

/** Memory of one process in MiB; its decoding children have caps of their own. Linux only. */
function rssMib(pid: number): number {
  const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / 1024;
}

interface Flood {
  accepted: number;
  /** Status codes of what was not accepted. */
  others: number[];
  seconds: number;
  peakMib: number;
}

/** Sends all requests in the same moment and watches the server's memory until the last one is answered. */
async function flood(
  { api, key }: BenchWorld,
  forms: readonly FormData[],
  countAccepted: (response: Response) => Promise<number>,
): Promise<Flood> {
  const sampling = new AbortController();
  let peakMib = 0;
  const watching = (async () => {
    while (!sampling.signal.aborted) {
      peakMib = Math.max(peakMib, rssMib(api.pid));
      await delay(SAMPLE_MS);
    }
  })();
  const startedAt = performance.now();
  const headers = { authorization: `Bearer ${key}` };
  const others: number[] = [];
  const counts = await Promise.all(
    forms.map(async (body) => {
      const response = await fetch(`${api.origin}/upload`, { method: 'POST', body, headers });
      if (!response.ok) {
        others.push(response.status);
        return 0;
      }
      return countAccepted(response);
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  sampling.abort();
  await watching;
  return { accepted: counts.reduce((sum, count) => sum + count, 0), others, seconds, peakMib };
}

function formOf(name: string, files: readonly Uint8Array<ArrayBuffer>[]): FormData {
  const form = new FormData();
  for (const [index, bytes] of files.entries())
    form.append('files', new Blob([bytes], { type: 'image/jpeg' }), `${name}-${index}.jpg`);
  return form;
}

/** A thousand small pictures at once: all are accepted, and the server's memory stays where it was. */
export async function benchFlood({ log }: BenchOptions): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-bench-'));
  const world = await createBenchWorld(directory, log);
  try {
    log(`drawing ${FILES} pictures`);
    const drawn = new Uint8Array(await drawPhotograph(240, 160));
    // A comment behind the marker of the start makes each another file.
    const pictures = (round: number, count: number) =>
      Array.from({ length: count }, (_, index) => {
        const comment = new TextEncoder().encode(`${round}-${index}`.padEnd(16));
        const head = [0xff, 0xd8, 0xff, 0xfe, 0, comment.byteLength + 2];
        return new Uint8Array([...head, ...comment, ...drawn.subarray(2)]);
      });
    const one = async (response: Response) => {
      await response.arrayBuffer();
      return 1;
    };
    const many = async (response: Response) => {
      const outcomes = (await response.json()) as { ok: boolean }[];
      return outcomes.filter(({ ok }) => ok).length;
    };
    await flood(
      world,
      pictures(0, 20).map((bytes) => formOf('warm', [bytes])),
      one,
    );
    const warmMib = rssMib(world.api.pid);
    log(`one by one, all ${FILES} at once, ${Math.round(drawn.byteLength / 1024)} KiB each`);
    const single = await flood(
      world,
      pictures(1, FILES).map((bytes) => formOf('single', [bytes])),
      one,
    );
    log(`in forms of ${FILES_PER_FORM}, all at once`);
    const second = pictures(2, FILES);
    const forms = Array.from({ length: FILES / FILES_PER_FORM }, (_, index) =>
      formOf('form', second.slice(index * FILES_PER_FORM, (index + 1) * FILES_PER_FORM)),
    );
    const inForms = await flood(world, forms, many);
    for (const { others } of [single, inForms])
      if (others.length > 0) log(`answered otherwise: ${[...new Set(others)].join(', ')} (${others.length})`);
    return [
      describe('1,000 requests at once', single, warmMib),
      describe('ten forms of 100', inForms, warmMib),
    ].flat();
  } finally {
    await world.close();
    await rm(directory, { recursive: true, force: true });
  }
}

function describe(name: string, { accepted, seconds, peakMib }: Flood, warmMib: number): BenchRow[] {
  const alone = { bare: null, ratio: 0, limit: null };
  return [
    {
      name: `${name}, accepted of ${FILES}`,
      ours: accepted,
      bare: FILES,
      ratio: FILES / accepted,
      limit: 1,
      unit: '',
    },
    { name: `${name}, accepted per second`, ours: accepted / seconds, ...alone, unit: '/s' },
    {
      name: `${name}, peak memory of the server`,
      ours: peakMib,
      bare: warmMib,
      ratio: peakMib / warmMib,
      limit: (warmMib + MAX_GROWTH_MIB) / warmMib,
      unit: 'MiB',
    },
  ];
}
