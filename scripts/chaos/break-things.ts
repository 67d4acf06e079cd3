import { setTimeout as delay } from 'node:timers/promises';
import type { PlannedFault } from './draw-plan.ts';
import type { ChaosWorld } from './open-world.ts';
import type { Tally } from './tally.ts';

/** Kills what is planned, one after the other as the operations go on, and lets it come back. */
export async function breakThings(
  world: ChaosWorld,
  faults: readonly PlannedFault[],
  options: { tally: Tally; hasEnded: (operations: number) => Promise<void>; onFault: () => void },
): Promise<void> {
  const { tally, hasEnded, onFault } = options;
  for (const fault of faults) {
    await hasEnded(fault.afterOperations);
    await delay(fault.delayMs);
    const startedAt = performance.now();
    await breakOne(world, fault);
    tally.faults[fault.target] += 1;
    await untilHealthy(world.origin);
    tally.longestRecoveryMs = Math.max(tally.longestRecoveryMs, performance.now() - startedAt - fault.awayMs);
    onFault();
  }
}

async function breakOne({ postgres, processes }: ChaosWorld, fault: PlannedFault): Promise<void> {
  const { target, database, awayMs } = fault;
  const names = target === 'everything' ? (['api', 'worker'] as const) : [];
  const killed = target === 'api' || target === 'worker' ? [target] : names;
  const hitsDatabase = target === 'database' || target === 'everything';
  await Promise.all([
    ...killed.map((name) => processes[name].kill()),
    ...(hitsDatabase ? [postgres.bringDown(database)] : []),
  ]);
  await delay(awayMs);
  // All at once: who comes first finds no database, as after a power cut.
  await Promise.all([
    ...(hitsDatabase ? [postgres.bringUp()] : []),
    ...killed.map((name) => processes[name].start()),
  ]);
}

const patienceMs = 60_000;

/** @throws Error where it does not become so. */
async function untilHealthy(origin: string): Promise<void> {
  for (const until = Date.now() + patienceMs; Date.now() < until; await delay(50)) {
    const isUp = await fetch(`${origin}/health`, { signal: AbortSignal.timeout(5000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
  }
  throw new Error(`The API is not healthy ${patienceMs / 1000} s after what it needs came back.`);
}
