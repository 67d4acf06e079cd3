import { afterAll, expect, test } from 'vitest';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { createUploadLocker } from './create-upload-locker.ts';

const domain = await openTestDomain();
const [here, elsewhere] = [createUploadLocker(domain.services), createUploadLocker(domain.services)];
afterAll(async () => {
  await Promise.all([here.close(), elsewhere.close()]);
  await domain[Symbol.asyncDispose]();
});

const lockOf = (locker: typeof here, id: string, onRelease: () => void = () => undefined) => {
  const lock = locker.newLock(id);
  return {
    take: (signal = new AbortController().signal) => lock.lock(signal, onRelease),
    free: () => lock.unlock(),
  };
};

test('an upload that one process writes to is not written to by another, until it is done', async () => {
  const first = lockOf(here, 'upload-1');
  const second = lockOf(elsewhere, 'upload-1');
  await first.take();
  const order: string[] = [];
  const waiting = second.take().then(() => order.push('second'));
  await lockOf(elsewhere, 'upload-2').take();
  order.push('first');
  await first.free();
  await waiting;
  expect(order).toEqual(['first', 'second']);
  await second.free();
});

test('within a process the new request makes the old one let go', async () => {
  const asked = Promise.withResolvers<void>();
  const first = lockOf(here, 'upload-3', asked.resolve);
  const second = lockOf(here, 'upload-3');
  await first.take();
  const waiting = second.take();
  await asked.promise;
  await first.free();
  await waiting;
  await second.free();
});

test('who waited in vain and went away holds nothing', async () => {
  const first = lockOf(here, 'upload-4');
  await first.take();
  const gone = new AbortController();
  const second = lockOf(elsewhere, 'upload-4').take(gone.signal);
  gone.abort();
  await expect(second).rejects.toThrow();
  await first.free();
  const third = lockOf(elsewhere, 'upload-4');
  await third.take();
  await third.free();
});
