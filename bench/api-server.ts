import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface RunningServer {
  /** Where it is asked: by address, so that no call resolves a name. */
  origin: string;
  /** What it calls itself, the audience of access tokens. */
  printedOrigin: string;
  pid: number;
  stop(): Promise<void>;
}

const printedOriginOf = /(http:\/\/[^\s"]*?:(\d+))/;

/**
 * Starts a program of ours as a process of its own, as production runs it, and waits until it prints its address.
 * @throws when it ends before that; the error carries what it printed.
 */
export async function startServer(
  script: string,
  env: Record<string, string>,
  args: string[] = [],
): Promise<RunningServer> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@vitrine/source', path, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [printedOrigin, port] = await readyOrigin(child);
  if (child.pid === undefined) throw new Error(`${script} has no process id`);
  return {
    origin: `http://127.0.0.1:${port}`,
    printedOrigin,
    pid: child.pid,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function readyOrigin(child: ChildProcess): Promise<[origin: string, port: string]> {
  return new Promise((resolve, reject) => {
    let printed = '';
    let isReady = false;
    const read = (chunk: Buffer) => {
      if (isReady) {
        // What it warns of while it is measured belongs beside the figures.
        process.stderr.write(chunk);
        return;
      }
      printed += chunk;
      const [, origin, port] = printedOriginOf.exec(printed) ?? [];
      if (!origin || !port) return;
      isReady = true;
      resolve([origin, port]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`The server ended with ${code} before it was ready:\n${printed}`)),
    );
  });
}
