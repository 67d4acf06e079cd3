import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createMediaClient } from '@vitrine/client';
import { createBenchWorld } from './bench-world.ts';
import { loadMedia } from './load-media.ts';
import type { BenchRow } from './report.ts';
import type { BenchOptions } from './run.ts';

const FILES = 10_000;
const GOAL_MS = 5000;
const POLL_MS = 50;

/** One tag on 10,000 files of a larger library, from the call to the end of its task, as a client sees it; and back. */
export async function benchBulk({ files, log }: BenchOptions): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-bench-'));
  const world = await createBenchWorld(directory, log);
  try {
    await loadMedia(world.database, { namespaceId: world.namespaceId, files: Math.max(files, FILES), log });
    const client = createMediaClient({ endpoint: world.api.printedOrigin, apiKey: world.key });
    const { rows } = await world.database.query<{ id: string }>(
      "select media_id as id from media_index where visibility = 'live' order by created_at desc limit $1",
      [FILES],
    );
    const mediaIds = rows.map(({ id }) => id);
    const ended = async (id: string) => {
      for (;;) {
        const task = await client.tasks.get.query({ id });
        if (task.state === 'done') return task;
        if (task.state === 'failed') throw new Error(`The task failed: ${task.error}`);
        await delay(POLL_MS);
      }
    };
    const measure = async (name: string, begin: () => Promise<string | null>): Promise<BenchRow> => {
      const startedAt = performance.now();
      const task = await ended((await begin()) ?? '');
      const ours = performance.now() - startedAt;
      log(`${name}: ${JSON.stringify(task.report)}`);
      return { name, ours, bare: GOAL_MS, ratio: ours / GOAL_MS, limit: 1, unit: 'ms' };
    };
    log(`${mediaIds.length} files of ${files}`);
    let tagging = '';
    return [
      await measure('a tag on 10,000 files', async () => {
        const begun = await client.tags.bulkApply.mutate({ mediaIds, tagNames: ['bulk'], action: 'add' });
        tagging = begun.taskId ?? '';
        return tagging;
      }),
      await measure('and taken back', async () => (await client.tasks.undo.mutate({ id: tagging })).id),
    ];
  } finally {
    await world.close();
    await rm(directory, { recursive: true, force: true });
  }
}
