/**
 * `npm run test:corpus -- DIR`: sends every file of DIR's manifest.tsv (path, expect, note, …) through the doors of a
 * real server, prints a line for each that misbehaves and ends with the plain count. A second word takes only paths
 * with it.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { checkCorpusFile } from './corpus/check-corpus-file.ts';
import { openCorpusServers } from './corpus/open-corpus-servers.ts';
import { readManifest } from './corpus/read-manifest.ts';
import { watchMemory } from './corpus/watch-memory.ts';

const maxChildBytes = 512 * 1024 * 1024;
const mebibyte = 1024 * 1024;

const [given, only = ''] = process.argv.slice(2);
const dir = given ? path.resolve(given) : path.join(import.meta.dirname, '../../shared/data/corpus');
if (!existsSync(path.join(dir, 'manifest.tsv'))) {
  console.error(
    given
      ? `There is no manifest.tsv in ${given}.`
      : 'Say where the corpus is: npm run test:corpus -- DIR. DIR holds a manifest.tsv with the columns path, expect, sha256.',
  );
  process.exit(1);
}
const entries = (await readManifest(dir)).filter((entry) => entry.path.includes(only));

const servers = await openCorpusServers();
const memory = watchMemory(() =>
  Object.values(servers.byStorage).flatMap(({ services }) =>
    services.decodePool.children().map(({ pid }) => pid),
  ),
);

let passed = 0;
let slowestMs = 0;
let largestBytes = 0;
for (const entry of entries) {
  const { problems, tookMs } = await checkCorpusFile(servers, entry);
  const tookBytes = memory.takePeak();
  if (tookBytes > maxChildBytes) problems.push(`a child took ${Math.round(tookBytes / mebibyte)} MB`);
  slowestMs = Math.max(slowestMs, tookMs);
  largestBytes = Math.max(largestBytes, tookBytes);
  if (problems.length === 0) passed += 1;
  else console.log(`${entry.path} (${entry.expect}): ${problems.join('; ')}`);
}

memory.stop();
await servers[Symbol.asyncDispose]();
console.log(
  `slowest through one door ${Math.round(slowestMs)} ms, largest child ${Math.round(largestBytes / mebibyte)} MB`,
);
const failed = entries.length - passed;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || entries.length === 0 ? 1 : 0);
