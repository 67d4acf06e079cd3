import { breakThings } from './break-things.ts';
import type { ChaosClient } from './chaos-client.ts';
import { drainAll } from './drain-all.ts';
import { drawPlan, type PlannedOperation } from './draw-plan.ts';
import { judgeWorld } from './judge-world.ts';
import { openChaosServices } from './open-chaos-services.ts';
import { type ChaosWorld, openWorld } from './open-world.ts';
import { perform } from './operations/perform.ts';
import { passMonths } from './pass-months.ts';
import { openTally, type Tally } from './tally.ts';

export interface ChaosResult {
  tally: Tally;
  files: number;
  downloads: number;
  seconds: number;
  /** Where everything lies, if it was kept. */
  dir: string | null;
}

/** Plays a plan in a world of its own and judges what is left of it. */
export async function runChaos(options: {
  seed: number;
  operations: number;
  clients: number;
  keep: boolean;
  onProgress: (tally: Tally) => void;
  onStep: (text: string) => void;
}): Promise<ChaosResult> {
  const { seed, onProgress, onStep } = options;
  const startedAt = performance.now();
  const plan = drawPlan(options);
  const tally = openTally();
  onStep('Starting database, API and worker');
  const world = await openWorld({ seed, clients: options.clients, tally });
  let downloads = 0;
  try {
    onStep('Breaking things');
    const counter = createCounter(() => onProgress(tally));
    await Promise.all([
      ...world.clients.map((client) => play(client, plan.clients[client.number] ?? [], counter.count)),
      breakThings(world, plan.faults, {
        tally,
        hasEnded: counter.reach,
        onFault: () => onProgress(tally),
      }),
    ]);
    onStep('Draining');
    for (const left of await drainAll(world))
      tally.problems.push(`not done even when all was quiet: ${left}`);
    downloads = await judge(world, { tally, onStep });
  } catch (error) {
    tally.problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const keep = options.keep || tally.problems.length > 0;
  await world.close({ keep });
  return {
    tally,
    files: world.clients.reduce((sum, { ledger }) => sum + ledger.files.size, 0),
    downloads,
    seconds: Math.round((performance.now() - startedAt) / 1000),
    dir: keep ? world.dir : null,
  };
}

async function play(
  client: ChaosClient,
  operations: readonly PlannedOperation[],
  count: () => void,
): Promise<void> {
  for (const [index, operation] of operations.entries()) {
    await perform({ client, operation, name: `c${client.number}-o${index}` });
    client.tally.operations += 1;
    count();
  }
}

/** Counts the operations of all clients, and tells when there are so many. */
function createCounter(onCount: () => void) {
  let ended = 0;
  const waiting: { at: number; tell: () => void }[] = [];
  return {
    count: () => {
      ended += 1;
      onCount();
      for (const { at, tell } of waiting) if (ended >= at) tell();
    },
    reach: (at: number) =>
      new Promise<void>((tell) => {
        if (ended >= at) tell();
        else waiting.push({ at, tell });
      }),
  };
}

async function judge(
  world: ChaosWorld,
  { tally, onStep }: { tally: Tally; onStep: (text: string) => void },
): Promise<number> {
  const services = await openChaosServices(world);
  try {
    onStep('Judging');
    const downloads = await judgeWorld(world, services, { tally, isLater: false });
    onStep('Judging again, two months later');
    // Their clock is another: they must not do what is due then.
    await Promise.all([world.processes.api.stop(), world.processes.worker.stop()]);
    await passMonths(services);
    await world.processes.api.start();
    return downloads + (await judgeWorld(world, services, { tally, isLater: true }));
  } finally {
    await services.close();
  }
}
