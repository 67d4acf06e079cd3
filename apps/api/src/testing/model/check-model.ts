import fc from 'fast-check';
import { Implausible } from './describe-gap.ts';
import { type Plan, plans } from './plan.ts';

export interface ModelRun {
  numRuns: number;
  seed?: number;
  path?: string;
}

export interface ModelFailure {
  seed: number;
  path: string;
  /** As small as it would get. */
  plan: Plan;
  /** What can not be, with the story of the plan. */
  message: string;
  shrinks: number;
}

/**
 * Draws plans and plays them; answers how many runs there were, and the failure of the first that failed.
 * @throws what is no failure of the model but one of its own.
 */
export async function checkModel(
  play: (plan: Plan) => Promise<void>,
  run: ModelRun & { interruptAfterTimeLimit?: number },
): Promise<{ runs: number; failure: ModelFailure | null }> {
  const outcome = await fc.check(fc.asyncProperty(plans, play), run);
  const { failed, counterexample, counterexamplePath: path, errorInstance, seed } = outcome;
  if (!failed || !counterexample || path === null) return { runs: outcome.numRuns, failure: null };
  if (!(errorInstance instanceof Implausible)) throw errorInstance;
  const { message } = errorInstance;
  const plan = JSON.parse(JSON.stringify(counterexample[0])) as Plan;
  return { runs: outcome.numRuns, failure: { seed, path, plan, message, shrinks: outcome.numShrinks } };
}

export const describeFailure = ({ seed, path, plan, message, shrinks }: ModelFailure): string =>
  `${message}\n\nAfter ${shrinks} steps of shrinking: ${JSON.stringify(plan)}
Again: npm run test:model -- --seed ${seed} --path ${path} --runs 1`;
