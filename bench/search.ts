import { type RunningServer, startServer } from './api-server.ts';
import type { BenchWorld } from './bench-world.ts';
import { percentile } from './percentile.ts';
import type { BenchRow } from './report.ts';
import type { BenchOptions } from './run.ts';
import { type DeepPage, type SearchClass, searchClasses } from './search-classes.ts';
import { openSearchWorld } from './search-world.ts';
import { type Call, type Samples, timeCall, timeInTurn } from './time-call.ts';

const PAGE = 48;
const DEEP_PAGE = 2000;
const ROUNDS = { warmUp: 25, samples: 100 };
/** Of what takes seconds and has no goal. */
const FEW_ROUNDS = { warmUp: 1, samples: 3 };
const LIMIT = 1.5;
/** What HTTP, the token and the envelope of a call may cost, in milliseconds: taken off before the ratio. */
const ALLOWANCE_MS = 1;
/** A key press. */
const MOST_MS = 25;
/** What a class may cost more with ten times as many files. */
const GROWTH = 2;

interface Measured extends SearchClass {
  samples: Samples;
}

/**
 * Everything that a search field asks, through HTTP beside a bare handler with the ideal SQL over the same rows; first with
 * a tenth of the files, so that it shows what growing costs.
 */
export async function benchSearch(options: BenchOptions): Promise<BenchRow[]> {
  const few = await measure({ ...options, files: options.files / 10 });
  const many = await measure(options);
  const growth = many.flatMap((measured, n) => {
    const before = few[n];
    return before && !measured.isForInformation ? [growthRow(measured, before)] : [];
  });
  return [...many.map(medianRow), ...many.filter((m) => !m.isForInformation).map(slowestRow), ...growth];
}

async function measure(options: BenchOptions): Promise<Measured[]> {
  const world = await openSearchWorld(options);
  try {
    const bareServer = await startServer('./bare-search-server.ts', { DATABASE_URL: world.databaseUrl }, [
      world.namespaceId,
    ]);
    try {
      return await measureAll(world, bareServer, options);
    } finally {
      await bareServer.stop();
    }
  } finally {
    await world.close();
  }
}

async function measureAll(
  world: BenchWorld,
  bareServer: RunningServer,
  { files, log }: BenchOptions,
): Promise<Measured[]> {
  const tokens = { editor: await world.createToken(), viewer: await world.createToken('viewer') };
  const ours = ({
    procedure,
    input,
    isViewer,
  }: Pick<SearchClass, 'procedure' | 'input' | 'isViewer'>): Call => ({
    url: `${world.api.origin}/trpc/${procedure}`,
    body: JSON.stringify(input),
    headers: {
      authorization: `Bearer ${isViewer ? tokens.viewer : tokens.editor}`,
      'content-type': 'application/json',
    },
  });
  const bare = ({ bare: statement, values }: SearchClass): Call => ({
    url: `${bareServer.origin}/${statement}?${values.map((value) => `v=${encodeURIComponent(value)}`).join('&')}`,
  });
  const deepOffset = Math.min((DEEP_PAGE - 1) * PAGE, Math.floor(files / 2));
  const deep = await findDeepPage(deepOffset, ours, bareServer.origin);

  log(`${files} files: ${ROUNDS.samples} calls of each, in turn`);
  const measured: Measured[] = [];
  for (const one of searchClasses(files, deep)) {
    const samples = await timeInTurn(ours(one), bare(one), one.isForInformation ? FEW_ROUNDS : ROUNDS);
    const [p50, p95] = [0.5, 0.95].map((part) => percentile(samples.ours, part).toFixed(1));
    log(`${one.name}: p50 ${p50} ms, p95 ${p95} ms`);
    measured.push({ ...one, samples });
  }
  return measured;
}

async function findDeepPage(
  offset: number,
  ours: (asked: Pick<SearchClass, 'procedure' | 'input'>) => Call,
  bareOrigin: string,
): Promise<DeepPage> {
  const before = await timeCall(
    ours({ procedure: 'media.list', input: { limit: PAGE, skip: offset - PAGE } }),
  );
  const { result } = JSON.parse(before.text) as { result: { data: { nextCursor: string } } };
  const row = await timeCall({ url: `${bareOrigin}/row/${offset - 1}` });
  const last = JSON.parse(row.text) as { created_at: string; media_id: string };
  return { after: result.data.nextCursor, createdAt: last.created_at, mediaId: last.media_id };
}

function medianRow({ name, samples, isForInformation }: Measured): BenchRow {
  const ours = percentile(samples.ours, 0.5);
  const bare = percentile(samples.bare, 0.5);
  const ratio = Math.max(0, ours - ALLOWANCE_MS) / bare;
  return { name: `${name}, p50`, ours, bare, ratio, limit: isForInformation ? null : LIMIT, unit: 'ms' };
}

function slowestRow({ name, samples }: Measured): BenchRow {
  const ours = percentile(samples.ours, 0.95);
  const bare = percentile(samples.bare, 0.95);
  return { name: `${name}, p95`, ours, bare, ratio: ours / bare, limit: null, most: MOST_MS, unit: 'ms' };
}

/** Beside itself with a tenth of the files. */
function growthRow(many: Measured, few: Measured): BenchRow {
  const [ours, bare] = [percentile(many.samples.ours, 0.5), percentile(few.samples.ours, 0.5)];
  return {
    name: `${many.name}, ten times the files, p50`,
    ours,
    bare,
    ratio: ours / bare,
    limit: GROWTH,
    unit: 'ms',
  };
}
