import { setTimeout as delay } from 'node:timers/promises';
import type { Runner } from 'graphile-worker';
import type { Logger } from '../observability/logger.ts';

const pauseMs = 1000;

type KeptRunner = Pick<Runner, 'promise' | 'stop'>;

/**
 * Runs a worker of the queue, and another one in its place whenever it ends by itself: it does where the database goes
 * away while it writes down what became of a job. What it held is given to others as that of a dead one.
 * @param options.onEnd is called before the next one starts.
 * @throws what `start` throws the first time.
 */
export async function keepRunning(
  start: () => Promise<KeptRunner>,
  { log, onEnd }: { log: Logger; onEnd: () => void },
): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController();
  let runner: KeptRunner | null = await start();

  async function startAgain(): Promise<KeptRunner | null> {
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
      if (last) {
        // One that is ending by itself refuses to be stopped; by its promise it says when it is over, and of what.
        const ends = await Promise.allSettled([last.stop(), last.promise]);
        for (const end of ends) {
          if (end.status === 'rejected')
            log.warn({ err: end.reason }, 'the worker did not stop as it should');
        }
      }
      await watching;
      if (runner !== null && runner !== last) await runner.stop();
    },
  };
}

function once(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
