import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface SpawnedVitrine {
  origin: string;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** SIGTERM. @returns its exit code. */
  stop(): Promise<number | null>;
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/**
 * Starts API and worker as production does, in a process of their own that can be killed, and waits until it is ready.
 * @throws when it ends before; the error carries what it printed.
 */
export async function spawnVitrine(variables: Record<string, string>): Promise<SpawnedVitrine> {
  const child = spawn(process.execPath, ['--conditions=@vitrine/source', main], {
    env: { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'warn', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const origin = await readyOrigin(child);
  return {
    origin,
    async kill() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      return child.exitCode;
    },
  };
}

function readyOrigin(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const read = (chunk: Buffer) => {
      printed += chunk;
      const [, origin] = /Vitrine is ready: (\S+)/.exec(printed) ?? [];
      if (origin) resolve(origin);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`Vitrine ended with ${code} before it was ready:\n${printed}`)),
    );
  });
}
