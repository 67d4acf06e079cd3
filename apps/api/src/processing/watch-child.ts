import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/**
 * A thread of the decoding child that looks at what the job takes. It needs nothing of the child's loop: a decoder in
 * WebAssembly holds that for as long as it works, and a hostile file makes it work for ever.
 */
export interface WatchedChild {
  /** One number: the CPU time in ms, of the whole process, at which the job must have ended; 0 while there is none. */
  limit: Int32Array<SharedArrayBuffer>;
  maxRssBytes: number;
  /** The file descriptor on which the parent hears why the child ends. */
  reasonFd: number;
}

const watchEveryMs = 20;

export function cpuTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return Math.ceil((user + system) / 1000);
}

function watch({ limit, maxRssBytes, reasonFd }: WatchedChild): never {
  for (;;) {
    const limitMs = Atomics.load(limit, 0);
    if (limitMs === 0) {
      Atomics.wait(limit, 0, 0);
      continue;
    }
    if (process.memoryUsage.rss() > maxRssBytes) end(reasonFd, 'memory');
    else if (cpuTimeMs() > limitMs) end(reasonFd, 'timeout');
    Atomics.wait(limit, 0, limitMs, watchEveryMs);
  }
}

function end(reasonFd: number, reason: 'memory' | 'timeout'): void {
  writeSync(reasonFd, reason);
  process.kill(process.pid, 'SIGKILL');
}

if (workerData) watch(workerData as WatchedChild);
