import * as z from 'zod';
import { reconcileLedger } from '../domain/stats/reconcile-ledger.ts';
import { defineJob } from './define-job.ts';

/** Nightly: bytes and counts are held against what there is, and put right. */
export const reconcileLedgerJob = defineJob({
  name: 'reconcile-ledger',
  payload: z.object({}),
  async run(services, _payload, { requestId, signal, metrics }) {
    const found = await reconcileLedger(services, requestId, signal);
    for (const what of ['ledgers', 'counters', 'uses'] as const)
      metrics.correctionsTotal.inc({ what }, found[what]);
  },
});
