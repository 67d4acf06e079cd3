import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './api-server.ts';
import { createBenchWorld } from './bench-world.ts';
import { loadMedia } from './load-media.ts';
import { percentile } from './percentile.ts';
import type { BenchRow } from './report.ts';
import type { BenchOptions } from './run.ts';
import { type Call, timeCall, timeInTurn } from './time-call.ts';

const PAGE = 48;
const DEEP_PAGE = 1500;
const WARM_UP = 50;
const SAMPLES = 200;
const LIMIT = 1.5;
/** What HTTP, the token and the envelope of a call may cost, in milliseconds: taken off before the ratio. */
const ALLOWANCE_MS = 1;

async function compare(name: string, ours: Call, bare: Call): Promise<BenchRow> {
  const samples = await timeInTurn(ours, bare, { warmUp: WARM_UP, samples: SAMPLES });
  const oursP50 = percentile(samples.ours, 0.5);
  const bareP50 = percentile(samples.bare, 0.5);
  return {
    name: `${name}, p50`,
    ours: oursP50,
    bare: bareP50,
    ratio: Math.max(0, oursP50 - ALLOWANCE_MS) / bareP50,
    limit: LIMIT,
    unit: 'ms',
  };
}

/** The authenticated list through HTTP beside a bare handler with the ideal SQL, over the same rows. */
export async function benchList({ files, log }: BenchOptions): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-bench-'));
  const world = await createBenchWorld(directory, log);
  try {
    await loadMedia(world.database, { namespaceId: world.namespaceId, files, log });
    const bareServer = await startServer('./bare-list-server.ts', { DATABASE_URL: world.databaseUrl }, [
      world.namespaceId,
    ]);
    try {
      const headers = {
        authorization: `Bearer ${await world.createToken()}`,
        'content-type': 'application/json',
      };
      const list = (input: Record<string, unknown>): Call => ({
        url: `${world.api.origin}/trpc/media.list`,
        body: JSON.stringify({ limit: PAGE, ...input }),
        headers,
      });
      const bare = (statement: string, ...values: string[]): Call => ({
        url: `${bareServer.origin}/${statement}?${values.map((value) => `v=${encodeURIComponent(value)}`).join('&')}`,
      });

      const deepOffset = Math.min((DEEP_PAGE - 1) * PAGE, Math.floor(files / 2));
      const before = await timeCall(list({ skip: deepOffset - PAGE }));
      const { result } = JSON.parse(before.text) as { result: { data: { nextCursor: string } } };
      const lastRow = await timeCall({ url: `${bareServer.origin}/row/${deepOffset - 1}` });
      const last = JSON.parse(lastRow.text) as { created_at: string; media_id: string };

      log(`${SAMPLES} calls of each, in turn`);
      return [
        await compare('first page of 48', list({}), bare('first')),
        await compare(
          `page ${DEEP_PAGE} by cursor`,
          list({ after: result.data.nextCursor }),
          bare('after', last.created_at, last.media_id),
        ),
        await compare(
          `page ${DEEP_PAGE} by skip`,
          list({ skip: deepOffset }),
          bare('skip', String(deepOffset)),
        ),
        await compare('a kind', list({ kinds: ['video'] }), bare('kind', 'video')),
        await compare(
          'one-word search',
          list({ search: 'giraffe', sort: 'relevance' }),
          bare('search', 'giraffe'),
        ),
      ];
    } finally {
      await bareServer.stop();
    }
  } finally {
    await world.close();
    await rm(directory, { recursive: true, force: true });
  }
}
