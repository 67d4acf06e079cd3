import { checkModel, type ModelFailure } from '../check-model.ts';
import { Implausible } from '../describe-gap.ts';
import { openTheatre } from '../open-stage.ts';
import type { Plan } from '../plan.ts';
import { runPlan } from '../run-plan.ts';
import type { Mutant } from './mutant.ts';
import { type Mutated, mutate } from './mutate.ts';

/** What a mutant is caught by: the seed that drew it, and the plan that came of it. */
export type Catch = Pick<ModelFailure, 'plan'> & Partial<Pick<ModelFailure, 'seed' | 'path'>>;

export interface Hunted {
  /** Plans that were drawn until one failed, or in vain. */
  runs: number;
  failure: ModelFailure | null;
}

const huntMs = 120_000;

/** Draws plans until the model notices that the guard is gone, and makes the one that shows it small. */
export async function hunt(mutant: Mutant, run: { numRuns: number; seed: number }): Promise<Hunted> {
  return withMutant(mutant, async (play) => {
    const { runs, failure } = await checkModel(play, { ...run, interruptAfterTimeLimit: huntMs });
    return { runs, failure };
  });
}

/** Longer each time: a machine that has much else to do may need it. */
const growing = [60, 250, 1000, 2500];

/** Whether a plan that was kept shows that the guard is gone. */
export async function isCaught(mutant: Mutant, plan: Plan, pausesMs = growing): Promise<boolean> {
  return withMutant(mutant, async (play, mutated) => {
    for (const pauseMs of mutant.pauseAfter === undefined ? pausesMs.slice(0, 1) : pausesMs) {
      mutated.pauseMs = pauseMs;
      try {
        await play(plan);
      } catch (error) {
        if (error instanceof Implausible) return mutated.wasMet;
        throw error;
      }
    }
    return false;
  });
}

async function withMutant<Result>(
  mutant: Mutant,
  work: (play: (plan: Plan) => Promise<void>, mutated: Mutated) => Promise<Result>,
): Promise<Result> {
  await using theatre = await openTheatre();
  const { pool, url } = theatre.domain.services.db;
  using mutated = await mutate({ pool, url }, mutant);
  return await work((plan) => runPlan(theatre, plan), mutated);
}
