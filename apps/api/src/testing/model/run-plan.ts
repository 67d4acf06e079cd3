import { findBrokenInvariants } from '../../invariants/find-broken-invariants.ts';
import { findObjectFaults } from '../../invariants/find-object-faults.ts';
import { outcomeOf, type Stage } from './command.ts';
import { describeGap, Implausible, tell, tellAll } from './describe-gap.ts';
import { explain } from './explain.ts';
import { observe } from './observe.ts';
import type { Theatre } from './open-stage.ts';
import { daysToMs, type Plan, prepare } from './plan.ts';
import { canonical, newSite, type World } from './world.ts';

const batchMs = 60_000;

/**
 * Plays a plan on a stage of its own. After each batch what was answered and what is there has to follow from some order
 * of its commands, and all invariants have to hold; at its end, with nothing left to do, also those of storage and queue.
 * @throws Implausible that says what can not be.
 */
export async function runPlan(theatre: Theatre, plan: Plan): Promise<void> {
  const stage = await theatre.open();
  let world: World = { now: 0, sites: stage.sites.map(newSite) };
  const story: string[] = [];
  for (const step of plan) {
    const ms = 'days' in step ? daysToMs(step.days) : batchMs;
    stage.pass(ms);
    world = { ...world, now: world.now + ms };
    if ('days' in step) continue;
    const actions = prepare(world, step);
    if (actions.length === 0) continue;
    const outcomes = await Promise.all(actions.map((action) => outcomeOf(() => action.perform(stage))));
    const batch = actions.map((action, index) => ({ action, outcome: outcomes[index] ?? { ok: null } }));
    story.push(batch.map(({ action, outcome }) => tell(action.name, action.details, outcome)).join('\n'));
    const observed = await observe(stage);
    const there = canonical(observed);
    const found = explain(world, batch, there);
    if (!('world' in found)) throw new Implausible(describeGap(story, found.closest, there));
    world = found.world;
    await requireWhole(stage, story, { isDrained: false });
  }
  const drained = await outcomeOf(() => stage.drain());
  if ('refused' in drained) throw new Implausible(`A job failed: ${drained.refused}\n${tellAll(story)}`);
  await requireWhole(stage, story, { isDrained: true });
  await requireBytes(stage, story);
  await leave(stage);
}

async function requireWhole(
  { inspector, sites }: Stage,
  story: readonly string[],
  { isDrained }: { isDrained: boolean },
): Promise<void> {
  const namespaceIds = sites.map(({ namespace }) => namespace.id);
  const broken = await findBrokenInvariants(inspector, { namespaceIds, isDrained });
  if (broken.length > 0) throw new Implausible(`Broken: ${JSON.stringify(broken)}\n${tellAll(story)}`);
}

/** Storage and rows tell the same, byte by byte. */
async function requireBytes({ services, inspector, sites }: Stage, story: readonly string[]): Promise<void> {
  const { storage } = services;
  for (const { namespace } of sites) {
    const faults = await findObjectFaults({ pool: inspector, storage }, { namespaceId: namespace.id });
    if (Object.values(faults).flat().length > 0) {
      throw new Implausible(`Storage and rows differ: ${JSON.stringify(faults)}\n${tellAll(story)}`);
    }
  }
}

/** What is left over is never due: the sweeps of later runs, which look at all namespaces, need not look at it. */
async function leave({ services, sites }: Stage): Promise<void> {
  const where = { namespaceId: { in: sites.map(({ namespace }) => namespace.id) } };
  await services.db.prisma.media.updateMany({
    where,
    data: { temporaryUntil: null, purgeAfter: null, reviewExpiresAt: null },
  });
  await services.db.prisma.upload.updateMany({
    where: { ...where, state: 'open' },
    data: { expiresAt: null },
  });
}
