/**
 * `npm run test:s3`: the contract suite of the S3 driver, against a real server. By default a Ceph that it starts on
 * this machine and ends afterwards; with VITRINE_TEST_S3_ENDPOINT any other one, whose user (VITRINE_TEST_S3_ACCESS_KEY_ID
 * and VITRINE_TEST_S3_SECRET_ACCESS_KEY) may make buckets. They are named vitrine-<uuid> and left there.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const at = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const given = process.env.VITRINE_TEST_S3_ENDPOINT;
const directory = given ? null : await mkdtemp(path.join(tmpdir(), 'vitrine-ceph-'));
let code = 1;
try {
  const endpoint = given ?? (await startCeph(directory ?? ''));
  console.log(`The suite of the S3 driver runs against ${endpoint}.`);
  code = await run(process.execPath, [at('scripts/test.ts'), '--project', 'api', 'src/storage/s3.test.ts'], {
    VITRINE_TEST_S3_ENDPOINT: endpoint,
  });
} finally {
  if (directory) await stopCeph(directory);
}
process.exit(code);

async function startCeph(place: string): Promise<string> {
  const startedAt = performance.now();
  const port = await freePort();
  const started = await run('bash', [at('scripts/start-ceph.sh'), place, String(port)], {});
  if (started !== 0) {
    const log = existsSync(`${place}/start.log`) ? await readFile(`${place}/start.log`, 'utf8') : '';
    throw new Error(`Ceph did not start (${started}).\n${log.slice(-2000)}`);
  }
  console.log(`Ceph answers after ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  return `http://127.0.0.1:${port}`;
}

/** Ends what it started and nothing else: by the ids that those processes wrote down. */
async function stopCeph(place: string): Promise<void> {
  const notes = path.join(place, 'run');
  const files = existsSync(notes) ? await readdir(notes) : [];
  for (const file of files.filter((name) => name.endsWith('.pid'))) {
    const pid = Number(await readFile(path.join(notes, file), 'utf8'));
    const commandFile = `/proc/${pid}/cmdline`;
    if (!existsSync(commandFile) || !(await readFile(commandFile, 'utf8')).includes(place)) continue;
    process.kill(pid, 'SIGKILL');
  }
  await rm(place, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

async function run(program: string, words: string[], variables: Record<string, string>): Promise<number> {
  const child = spawn(program, [...process.execArgv.filter(() => program === process.execPath), ...words], {
    stdio: 'inherit',
    cwd: at(''),
    env: { ...process.env, ...variables },
  });
  const [exitCode] = await once(child, 'exit');
  return typeof exitCode === 'number' ? exitCode : 1;
}

/** The monitor takes the next one. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
