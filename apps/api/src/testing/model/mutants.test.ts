import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { describeFailure } from './check-model.ts';
import { type Catch, hunt, isCaught } from './mutants/hunt.ts';
import { mutants } from './mutants/mutants.ts';

/** By the name of the mutant. */
const file = new URL('./mutants/catches.json', import.meta.url);
const catches: Record<string, Catch> = JSON.parse(await readFile(file, 'utf8'));
const found = { ...catches };

const { MODEL_HUNT, MODEL_RECORD, MODEL_SEED, MODEL_MUTANT = '' } = process.env;
const chosen = mutants.filter(({ name }) => name.includes(MODEL_MUTANT));

test.each(chosen)(
  'it is noticed when $name',
  async (mutant) => {
    const known = catches[mutant.name];
    if (MODEL_HUNT === undefined) {
      expect(known, 'Nothing is recorded: npm run test:model -- --record').toBeDefined();
      expect(known && (await isCaught(mutant, known.plan))).toBe(true);
      return;
    }
    const { runs, failure } = await hunt(mutant, { numRuns: 1000, seed: Number(MODEL_SEED ?? 1) });
    process.stdout.write(`${failure ? 'noticed' : 'NOT NOTICED'} in ${runs} runs: ${mutant.name}\n`);
    expect(failure).not.toBeNull();
    if (!failure) return;
    expect(await isCaught(mutant, failure.plan), describeFailure(failure)).toBe(true);
    const { seed, path, plan } = failure;
    found[mutant.name] = { seed, path, plan };
    if (MODEL_RECORD !== undefined) await record();
  },
  300_000,
);

/** In the order of the table; those that were not hunted stay as they are. */
async function record(): Promise<void> {
  const lines = mutants.flatMap(({ name }) =>
    found[name] ? [`  ${JSON.stringify(name)}: ${JSON.stringify(found[name])}`] : [],
  );
  await writeFile(file, `{\n${lines.join(',\n')}\n}\n`);
}
