import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface SpawnedCommand {
  child: ChildProcess;
  /** Null where a signal ended it. */
  ended: Promise<{ code: number | null; printed: string }>;
}

const bin = fileURLToPath(new URL('../../bin/vitrine.js', import.meta.url));

/** Runs `vitrine` as a person does, in a process of its own. */
export function spawnCommand(words: readonly string[], variables: Record<string, string>): SpawnedCommand {
  const child = spawn(process.execPath, ['--conditions=@vitrine/source', bin, ...words], {
    env: { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'warn', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)));
  return { child, ended: once(child, 'close').then(([code]) => ({ code, printed })) };
}
