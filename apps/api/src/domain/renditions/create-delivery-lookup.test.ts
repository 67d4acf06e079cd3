import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { restoreMedia } from '../media/restore-media.ts';
import { createDeliveryLookup } from './create-delivery-lookup.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

test('what is missing is remembered like what is there, until an event names it', async () => {
  const site = await domain.addSite();
  const { services } = domain;
  const { db } = services;
  const lookup = createDeliveryLookup(services);
  const present = await addMedia(db, site.namespaceId);
  const target = (mediaId: string) => ({ mediaId, version: null });
  const trashed = await addMedia(db, site.namespaceId, { deletedAt: new Date() });
  const missing = target(trashed.id);
  await expect.poll(() => services.events.liveGeneration()).not.toBeNull();
  const asked = vi.spyOn(db.pool, 'query');
  const find = () => Promise.all([lookup.find(target(present.id)), lookup.find(missing)]);
  expect(await find()).toMatchObject([{ mediaId: present.id }, null]);
  // Later than answers hold that nothing would correct.
  const now = performance.now.bind(performance);
  const later = vi.spyOn(performance, 'now').mockImplementation(() => now() + 600);
  const counted = asked.mock.calls.length;
  expect(await find()).toMatchObject([{ mediaId: present.id }, null]);
  expect(asked.mock.calls.length).toBe(counted);
  later.mockRestore();
  asked.mockRestore();

  await restoreMedia(await site.as('admin'), { ids: [trashed.id] });
  await expect.poll(async () => (await lookup.find(missing))?.mediaId).toBe(trashed.id);
  lookup.close();
});

const maxEntries = 5;

/** A lookup that proves to be told of changes, so that what it finds is kept, and files to be found. */
async function openLookup() {
  const { services } = domain;
  const { namespaceId } = await domain.addSite();
  const lookup = createDeliveryLookup(services, { maxEntries });
  onTestFinished(() => lookup.close());
  await expect.poll(() => services.events.liveGeneration()).not.toBeNull();
  const add = async () => ({ mediaId: (await addMedia(services.db, namespaceId)).id, version: null });
  return { lookup, add };
}

test('what is asked for and is not there pushes nothing out that is', async () => {
  const { lookup, add } = await openLookup();
  const file = await add();
  await lookup.find(file);
  const guesses = Array.from({ length: maxEntries * 4 }, () => ({ mediaId: randomUUID(), version: null }));
  for (const guess of guesses) expect(await lookup.find(guess)).toBeNull();
  expect(lookup.peek(file)).toMatchObject({ mediaId: file.mediaId });
});

test('the file that nobody asked for the longest makes room', async () => {
  const { lookup, add } = await openLookup();
  const [hot, cold] = [await add(), await add()];
  for (const file of [hot, cold]) await lookup.find(file);
  for (let i = 0; i < maxEntries - 1; i++) {
    expect(lookup.peek(hot)).toMatchObject({ mediaId: hot.mediaId });
    await lookup.find(await add());
  }
  expect(lookup.peek(cold)).toBeUndefined();
  expect(lookup.peek(hot)).toMatchObject({ mediaId: hot.mediaId });
});
