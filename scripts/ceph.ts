import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface RealS3 {
  endpoint: string;
  close(): Promise<void>;
}

/** The S3 server of VITRINE_TEST_S3_ENDPOINT; without it a Ceph of this machine's own, in about 20 s. */
export async function openRealS3(): Promise<RealS3> {
  const given = process.env.VITRINE_TEST_S3_ENDPOINT;
  if (given) return { endpoint: given, close: async () => undefined };
  const startedAt = performance.now();
  const directory = await mkdtemp(path.join(tmpdir(), 'vitrine-ceph-'));
  const port = await freePort();
  const script = fileURLToPath(new URL('./start-ceph.sh', import.meta.url));
  const code = await exitOf(spawn('bash', [script, directory, String(port)], { stdio: 'inherit' }));
  if (code !== 0) {
    const log = path.join(directory, 'start.log');
    const told = existsSync(log) ? await readFile(log, 'utf8') : '';
    await stopCeph(directory);
    throw new Error(`Ceph did not start (${code}).\n${told.slice(-2000)}`);
  }
  console.log(`Ceph answers after ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  return { endpoint: `http://127.0.0.1:${port}`, close: () => stopCeph(directory) };
}

/** @returns 1 where a signal ended it. */
export async function exitOf(child: ChildProcess): Promise<number> {
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}

/** Ends what it started and nothing else: by the ids that those processes wrote down. */
async function stopCeph(directory: string): Promise<void> {
  const notes = path.join(directory, 'run');
  const files = existsSync(notes) ? await readdir(notes) : [];
  for (const file of files.filter((name) => name.endsWith('.pid'))) {
    const pid = Number(await readFile(path.join(notes, file), 'utf8'));
    const commandFile = `/proc/${pid}/cmdline`;
    if (!existsSync(commandFile) || !(await readFile(commandFile, 'utf8')).includes(directory)) continue;
    process.kill(pid, 'SIGKILL');
  }
  await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

/** The monitor takes the one after it. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
