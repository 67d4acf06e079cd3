import { createMediaClient } from '@vitrine/client';
import type { Services } from '../../apps/api/src/domain/scope.ts';
import { findBrokenInvariants } from '../../apps/api/src/invariants/find-broken-invariants.ts';
import { findObjectFaults } from '../../apps/api/src/invariants/find-object-faults.ts';
import { judgeBytes } from './judge-bytes.ts';
import { judgeLedgers } from './judge-ledger.ts';
import type { ChaosWorld } from './open-world.ts';
import type { Tally } from './tally.ts';

/**
 * All that must hold once nothing is under way. What is wrong goes to the problems of the tally.
 * @param options.isLater the sweepers have been: then no object is without a row.
 * @returns how many files were downloaded.
 */
export async function judgeWorld(
  world: ChaosWorld,
  services: Services,
  { tally, isLater }: { tally: Tally; isLater: boolean },
): Promise<number> {
  const { pool } = services.db;
  for (const { name, rows } of await findBrokenInvariants(pool, { isDrained: true }))
    tally.problems.push(`it does not hold that ${name}: ${JSON.stringify(rows)}`);
  const faults = await findObjectFaults({ pool, storage: services.storage });
  for (const what of ['missing', 'changed', 'orphans'] as const) {
    const keys = faults[what];
    // What a crash left waits for the sweeper's grace.
    if (keys.length > 0 && (isLater || what !== 'orphans'))
      tally.problems.push(`objects are ${what}: ${keys.join(', ')}`);
  }
  const operator = createMediaClient({ endpoint: world.origin, apiKey: world.operatorKey });
  const audit = await operator.audit.verify.mutate({});
  if (!audit.isIntact) tally.problems.push(`the audit is not intact: ${audit.problems.join('; ')}`);
  if (isLater) await judgeExports(pool, tally);
  await judgeLedgers(pool, world.clients, { isLater });
  return judgeBytes(world.clients);
}

/** Their links have expired. */
async function judgeExports(pool: Services['db']['pool'], tally: Tally): Promise<void> {
  const { rows } = await pool.query("select id, state from task where state in ('queued', 'running')");
  if (rows.length > 0) tally.problems.push(`tasks never end: ${JSON.stringify(rows)}`);
}
