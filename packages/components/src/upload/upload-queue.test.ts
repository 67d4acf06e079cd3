import type { MediaFile } from '@vitrine/schema';
import { expect, test, vi } from 'vitest';
import { createUploadStore, type UploadItem } from '../store/upload-store.ts';
import { createFakeClient, type FakeOptions } from '../testing/create-fake-client.ts';
import { makeImageFile } from '../testing/make-image-file.ts';
import { createUploadQueue } from './upload-queue.ts';

function world(options: FakeOptions = {}) {
  const client = createFakeClient(options);
  const store = createUploadStore();
  const onChanged = vi.fn();
  const ready: MediaFile[] = [];
  const queue = createUploadQueue({ client, store, onChanged });
  const add = (...names: string[]) =>
    queue.add(
      names.map((name) => makeImageFile(name)),
      { fields: {}, onReady: (media) => ready.push(media) },
    );
  const item = (id: string | undefined): UploadItem | undefined =>
    store.getState().items.find((one) => one.id === id);
  const until = (id: string | undefined, state: UploadItem['state']) =>
    vi.waitFor(() => expect(item(id)?.state).toBe(state), { timeout: 5000 });
  return { client, store, queue, onChanged, ready, add, item, until };
}

test('a file that arrives is handed over once and the library is told', async () => {
  const { add, until, ready, onChanged } = world();
  const [id] = add('lake.svg');
  await until(id, 'done');
  expect(ready.map((file) => file.originalFilename)).toEqual(['lake.svg']);
  expect(onChanged).toHaveBeenCalledOnce();
});

test('three are under way at once, the others wait', () => {
  const { add, store } = world({ uploads: { stuckAt: 0.5 } });
  add('1.svg', '2.svg', '3.svg', '4.svg', '5.svg');
  const states = store.getState().items.map(({ state }) => state);
  expect(states.filter((state) => state === 'waiting')).toHaveLength(2);
});

test('a lost connection fails the file with its progress, and a retry ends it', async () => {
  const { add, until, queue, item, ready } = world({ uploads: { failAt: 0.71, bytesPerSecond: 50_000 } });
  const [id] = add('tower.svg');
  await until(id, 'failed');
  expect(item(id)?.error?.code).toBe('network');
  expect(item(id)?.sentBytes).toBeGreaterThan(0);
  expect(ready).toEqual([]);
  queue.retry(id ?? '');
  await until(id, 'done');
  expect(ready).toHaveLength(1);
});

test('a cancelled file stops, frees its place and can be sent after all', async () => {
  const { add, until, queue, item, ready } = world({ uploads: { stuckAt: 0.3 } });
  const [first, , , fourth] = add('1.svg', '2.svg', '3.svg', '4.svg');
  await until(first, 'sending');
  queue.cancel(first ?? '');
  expect(item(first)?.state).toBe('cancelled');
  await until(fourth, 'sending');
  expect(ready).toEqual([]);
});

test('a duplicate waits for an answer: the existing file', async () => {
  const { add, until, queue, ready, onChanged, item } = world({ uploads: { duplicate: true } });
  const [id] = add('coast-copy.svg');
  await until(id, 'duplicate');
  expect(ready).toEqual([]);
  queue.takeExisting(id ?? '');
  expect(item(id)?.state).toBe('done');
  expect(ready).toHaveLength(1);
  expect(onChanged).not.toHaveBeenCalled();
});

test('a duplicate waits for an answer: a second file of the same bytes', async () => {
  const { add, until, queue, ready, client, item } = world({ uploads: { duplicate: true } });
  const [id] = add('coast-copy.svg');
  await until(id, 'duplicate');
  const existing = item(id)?.media;
  await queue.keepBoth(id ?? '');
  expect(ready[0]?.id).not.toBe(existing?.id);
  expect(client.control.calls).toContain('uploads.keepBoth');
});

test('offline nothing is sent; it goes on by itself', async () => {
  const { add, until, client, item } = world({ isOffline: true });
  const [id] = add('lake.svg');
  expect(item(id)?.state).toBe('waiting');
  client.control.setOffline(false);
  await until(id, 'done');
});

test('what the server refuses says its reason', async () => {
  const { add, until, item } = world({ uploads: { refuse: 'upload.svg-active' } });
  const [id] = add('evil.svg');
  await until(id, 'failed');
  expect(item(id)?.error?.code).toBe('upload.svg-active');
});
