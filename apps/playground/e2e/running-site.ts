import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface RunningSite {
  origin: string;
  dataDirectory: string;
  /** Everything that it printed so far. */
  printed(): string;
  kill(signal: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}

/** Runs `npm start` as a newcomer does, with a data directory of its own, until it says that it is ready. */
export async function startSite({ dataDirectory }: { dataDirectory?: string } = {}): Promise<RunningSite> {
  const directory = dataDirectory ?? (await mkdtemp(join(tmpdir(), 'vitrine-site-')));
  const port = await freePort();
  const child = spawn(process.execPath, ['--conditions=@vitrine/source', 'scripts/start.ts'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DATA_DIR: directory, DATABASE_URL: '', NODE_ENV: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  await readyLine(child, (text) => {
    printed += text;
    return printed;
  });
  const kill = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return {
    origin: `http://localhost:${port}`,
    dataDirectory: directory,
    printed: () => printed,
    kill,
    stop: async () => {
      await kill('SIGTERM');
      if (!dataDirectory) await rm(directory, { recursive: true, force: true });
    },
  };
}

function readyLine(child: ChildProcess, keep: (text: string) => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      if (keep(String(chunk)).includes('Vitrine is ready:')) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${keep('')}`)));
  });
}
