import { expect, test } from 'vitest';
import { createLogger } from '../observability/logger.ts';
import { keepRunning } from './keep-running.ts';

function capture() {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger({ level: 'debug' }, { write: (line) => void lines.push(JSON.parse(line)) });
  return { log, lines };
}

/** A worker that ends when the test says so; a real one fails only where the database goes away. */
function startOne(stop: (end: PromiseWithResolvers<void>) => Promise<void>) {
  const end = Promise.withResolvers<void>();
  return { promise: end.promise, stop: () => stop(end), end };
}

test('stopping waits until the worker has ended, not only until it was told to', async () => {
  const worker = startOne(() => Promise.resolve());
  const { log, lines } = capture();
  const running = await keepRunning(async () => worker, { log, onEnd: () => undefined });
  let isStopped = false;
  const stopped = running.stop().then(() => {
    isStopped = true;
  });
  await new Promise(setImmediate);
  expect(isStopped).toBe(false);
  worker.end.resolve();
  await stopped;
  expect(lines).toEqual([]);
});

test('what goes wrong while a worker stops is told in the log, and stops nothing', async () => {
  const worker = startOne(async (end) => {
    end.reject(new Error('the pool broke'));
    throw new Error('Runner is already stopped');
  });
  const { log, lines } = capture();
  const running = await keepRunning(async () => worker, { log, onEnd: () => undefined });
  await running.stop();
  expect(lines.map(({ level, err }) => [level, (err as { message?: string }).message])).toEqual([
    ['warn', 'Runner is already stopped'],
    ['warn', 'the pool broke'],
  ]);
});
