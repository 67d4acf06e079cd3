import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { type Catch, isCaught } from './mutants/hunt.ts';
import { mutants } from './mutants/mutants.ts';
import { openTheatre } from './open-stage.ts';
import { runPlan } from './run-plan.ts';

const file = new URL('./mutants/catches.json', import.meta.url);
const catches: Record<string, Catch> = JSON.parse(await readFile(file, 'utf8'));

test('the plans that show what is missing find nothing where nothing is', async () => {
  await using theatre = await openTheatre();
  for (const [name, { plan }] of Object.entries(catches)) {
    expect(await runPlan(theatre, plan).then(() => 'whole', String), name).toBe('whole');
  }
}, 300_000);

test('nor do pauses alone', async () => {
  for (const { name, pauseAfter, waitBefore } of mutants) {
    const plan = catches[name]?.plan;
    if (pauseAfter === undefined || !plan) continue;
    const paused = { name, pauseAfter, ...(waitBefore !== undefined && { waitBefore }), schema: 'select' };
    expect(await isCaught(paused, plan, [60]), name).toBe(false);
  }
}, 300_000);
