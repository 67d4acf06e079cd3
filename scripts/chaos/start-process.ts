import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A process of Vitrine that is killed and comes back, as under a supervisor. */
export interface SupervisedProcess {
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** Starts it, again and again where it does not come up, and waits until it is ready. */
  start(): Promise<void>;
  /** SIGTERM. */
  stop(): Promise<void>;
}

const programs = { api: 'main.ts', worker: 'worker.ts' } as const;
/** They start dozens of times: half of the time of a run would go into reading their sources. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/vitrine/chaos-compiled', import.meta.url));
const ready = /Vitrine (is ready|works)/;
const patienceMs = 90_000;

/**
 * @param options.logFile takes what it prints, of all its lives.
 * @param options.onDeath is told when it ends though nobody killed it.
 */
export function superviseProcess(options: {
  program: keyof typeof programs;
  variables: Record<string, string>;
  logFile: string;
  onDeath: (told: string) => void;
}): SupervisedProcess {
  const { program, variables, logFile, onDeath } = options;
  const main = fileURLToPath(new URL(`../../apps/api/src/${programs[program]}`, import.meta.url));
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  let running: ChildProcess | null = null;

  const isOver = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

  /** @returns whether it came up. */
  async function tryToStart(): Promise<boolean> {
    const child = spawn(process.execPath, ['--conditions=@vitrine/source', '--max-semi-space-size=4', main], {
      env: {
        ...process.env,
        NODE_ENV: 'test',
        LOG_LEVEL: 'info',
        NODE_COMPILE_CACHE: compiled,
        ...variables,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exited = once(child, 'exit');
    const isReady = new Promise<'ready'>((resolve) => {
      let printed = '';
      child.stdout.on('data', (chunk: Buffer) => {
        printed = (printed + chunk).slice(-20_000);
        if (ready.test(printed)) resolve('ready');
      });
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    running = child;
    if ((await Promise.race([isReady, exited])) !== 'ready') return false;
    void exited.then(([code]) => {
      if (running === child) onDeath(`${program} ended by itself with ${code}`);
    });
    return true;
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const child = running;
    running = null;
    if (!child || isOver(child)) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  return {
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async start() {
      for (const until = Date.now() + patienceMs; Date.now() < until; await delay(200)) {
        if (await tryToStart()) return;
      }
      throw new Error(`${program} does not come up: see ${logFile}.`);
    },
  };
}
