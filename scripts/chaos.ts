/**
 * `npm run chaos [-- --seed 1] [--operations 1000] [--clients 8] [--keep]`: clients do what the seed has drawn while API,
 * worker and PostgreSQL are killed under them. Afterwards everything that was acknowledged must be there, every
 * invariant hold and every byte be what was sent. Ends with 1, and keeps the directory, where that is not so.
 */
import { parseArgs } from 'node:util';
import { runChaos } from './chaos/run-chaos.ts';
import { sayProgress, sayResult } from './chaos/say-result.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    operations: { type: 'string', default: '1000' },
    clients: { type: 'string', default: '8' },
    keep: { type: 'boolean', default: false },
  },
});
const [seed, operations, clients] = [values.seed, values.operations, values.clients].map(Number);
if (![seed, operations, clients].every(Number.isInteger) || !operations || !clients) {
  console.error('Usage: npm run chaos -- [--seed N] [--operations 1000] [--clients 8] [--keep]');
  process.exit(2);
}

const result = await runChaos({
  seed: seed ?? 0,
  operations,
  clients,
  keep: values.keep,
  onProgress: sayProgress,
  onStep: (text) => console.log(`\n${text}`),
});
sayResult(seed ?? 0, result);
process.exit(result.tally.problems.length > 0 ? 1 : 0);
