import type { Services } from '../scope.ts';

const batchSize = 1000;

/** Folds all deltas that are there, a batch at a time: reads stay exact meanwhile. */
export async function foldCounters({ db }: Pick<Services, 'db'>, signal?: AbortSignal): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const { rows } = await db.pool.query<{ taken: number }>('select fold_counters($1) as taken', [batchSize]);
    if ((rows[0]?.taken ?? 0) < batchSize) return;
  }
}
