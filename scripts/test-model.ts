/**
 * `npm run test:model [-- --runs 1000] [-- --seed N --path P] [-- --mutant WORDS] [-- --record]`: draws plans for the
 * model of references, life, dedupe and quota and plays them on a real database, then takes each guard of the table
 * away and sees that the plan kept for it notices. With a path only that plan is played. With --mutant or --record new
 * plans are drawn until one notices, and --record keeps it for `npm test`. See docs/testing-the-model.md.
 */
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    path: { type: 'string' },
    mutant: { type: 'string' },
    record: { type: 'boolean', default: false },
  },
});
const { runs, seed, path, mutant, record } = values;
process.env.MODEL_RUNS = runs;
process.env.MODEL_SEED = seed;
if (path !== undefined) process.env.MODEL_PATH = path;
if (mutant !== undefined) process.env.MODEL_MUTANT = mutant;
if (record) process.env.MODEL_RECORD = 'yes';
const onlyModel = path !== undefined;
const onlyMutants = mutant !== undefined || record;
if (onlyMutants) process.env.MODEL_HUNT = 'yes';
const filter = onlyModel ? 'model/model.test' : onlyMutants ? 'model/mutants.test' : 'testing/model';
const vitest = await startVitest('test', [filter], { project: ['model'], watch: false });
let failed = vitest.state.getCountOfFailedTests() + vitest.state.getUnhandledErrors().length;
for (const testModule of vitest.state.getTestModules()) failed += testModule.errors().length;
await vitest.close();
process.exit(failed > 0 ? 1 : 0);
