import { afterAll, beforeAll, expect, test, vi } from 'vitest';
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
