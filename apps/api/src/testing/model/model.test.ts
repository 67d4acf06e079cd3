import { afterAll, expect, test } from 'vitest';
import { checkModel, describeFailure } from './check-model.ts';
import { openTheatre } from './open-stage.ts';
import { runPlan } from './run-plan.ts';

const theatre = await openTheatre();
afterAll(() => theatre[Symbol.asyncDispose]());

const { MODEL_RUNS, MODEL_SEED, MODEL_PATH } = process.env;
const numRuns = Number(MODEL_RUNS ?? 100);
// The same plans in each test run; `npm run test:model` draws others each time.
const seed = Number(MODEL_SEED ?? 1);

test(`whatever is done at once, an order of it explains all answers and all that is there: ${numRuns} runs of seed ${seed}`, async () => {
  const { runs, failure } = await checkModel((plan) => runPlan(theatre, plan), {
    numRuns,
    seed,
    ...(MODEL_PATH && { path: MODEL_PATH }),
  });
  expect(failure && describeFailure(failure)).toBeNull();
  expect(runs).toBe(numRuns);
}, 3_600_000);
