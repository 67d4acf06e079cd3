/**
 * `npm run test:corpus -- DIR`: sends every file of DIR's manifest.tsv (path, expect, note, …) through the doors of a
 * real server, prints a line for each that misbehaves and ends with the plain count.
 */
import path from 'node:path';
import { createLogger } from '../apps/api/src/observability/logger.ts';
import { cloneTemplate } from '../apps/api/src/testing/clone-template.ts';
import { serveTestDatabase } from '../apps/api/src/testing/serve-test-database.ts';
import { openTestServer } from '../apps/api/src/testing/test-server.ts';
import { checkCorpusFile } from './corpus/check-corpus-file.ts';
import { readManifest } from './corpus/read-manifest.ts';
import { watchMemory } from './corpus/watch-memory.ts';

const root = path.join(import.meta.dirname, '..');
const [dir = path.join(root, '../shared/data/corpus'), only = ''] = process.argv.slice(2);
const entries = (await readManifest(path.resolve(dir))).filter((entry) => entry.path.includes(only));

const postgres = await openTestServer({ log: createLogger({ level: 'silent' }) });
const server = await serveTestDatabase(await cloneTemplate(postgres));
const memory = watchMemory(() => server.services.decodePool.children().map(({ pid }) => pid));

let passed = 0;
let slowestMs = 0;
let peakBytes = 0;
for (const entry of entries) {
  const { problems, tookMs } = await checkCorpusFile(server, entry);
  const tookBytes = memory.takePeak();
  if (tookBytes > 512 * 1024 * 1024) problems.push(`a child took ${Math.round(tookBytes / 1048576)} MB`);
  slowestMs = Math.max(slowestMs, tookMs);
  peakBytes = Math.max(peakBytes, tookBytes);
  if (problems.length === 0) passed += 1;
  else console.log(`${entry.path} (${entry.expect}): ${problems.join('; ')}`);
}

memory.stop();
await server[Symbol.asyncDispose]();
await postgres.close();
const failed = entries.length - passed + (entries.length === 0 ? 1 : 0);
console.log(
  `slowest through one door ${Math.round(slowestMs)} ms, largest child ${Math.round(peakBytes / 1048576)} MB`,
);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
