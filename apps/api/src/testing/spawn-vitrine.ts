import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface SpawnedVitrine {
  origin: string;
  pid: number;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** SIGTERM. @returns its exit code. */
  stop(): Promise<number | null>;
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/**
 * Starts API and worker as production does, in a process of their own that can be killed, and waits until it is ready.
 * @param within a program and its first words that run it, as a namespace with a disk of its own.
 * @throws when it ends before; the error carries what it printed.
 */
export async function spawnVitrine(
  variables: Record<string, string>,
  within: readonly string[] = [],
): Promise<SpawnedVitrine> {
  const [program, ...words] = [...within, process.execPath, '--conditions=@vitrine/source', main];
  const child = spawn(program, words, {
    env: { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'warn', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const origin = await readyOrigin(child);
  return {
    origin,
    pid: child.pid ?? 0,
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
