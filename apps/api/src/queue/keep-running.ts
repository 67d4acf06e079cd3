import { setTimeout as delay } from 'node:timers/promises';
import type { Runner } from 'graphile-worker';
import type { Logger } from '../observability/logger.ts';

const pauseMs = 1000;

/**
 * Runs a worker of the queue, and another one in its place whenever it ends by itself: it does where the database goes
 * away while it writes down what became of a job. What it held is given to others as that of a dead one.
 * @param options.onEnd is called before the next one starts.
 * @throws what `start` throws the first time.
 */
export async function keepRunning(
  start: () => Promise<Runner>,
  { log, onEnd }: { log: Logger; onEnd: () => void },
): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController();
  let runner: Runner | null = await start();

  async function startAgain(): Promise<Runner | null> {
    while (!stopping.signal.aborted) {
      await Promise.race([delay(pauseMs), once(stopping.signal)]);
      if (stopping.signal.aborted) return null;
      try {
        return await start();
      } catch (error) {
        log.warn({ err: error }, 'the worker can not be started yet');
      }
    }
    return null;
  }

  const watching = (async () => {
    while (runner) {
      const reason = await runner.promise.then(
        () => undefined,
        (error: unknown) => error,
      );
      if (stopping.signal.aborted) return;
      log.error({ err: reason }, 'the worker ended; another one takes its place');
      runner = null;
      onEnd();
      runner = await startAgain();
    }
  })();

  return {
    async stop() {
      stopping.abort();
      const last = runner;
      // One that is ending already says so by its promise.
      if (last) await last.stop().catch(() => last.promise.catch(() => undefined));
      await watching;
      if (runner !== null && runner !== last) await runner.stop();
    },
  };
}

function once(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
