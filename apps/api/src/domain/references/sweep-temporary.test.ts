import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { syncPage } from '../../testing/sync-page.ts';
import { waitForLock } from '../../testing/wait-for-lock.ts';
import { addCollectionItems } from '../collections/add-collection-items.ts';
import { createCollection } from '../collections/create-collection.ts';
import { getMedia } from '../media/get-media.ts';
import type { Scope } from '../scope.ts';
import { keepForGood } from '../uploads/keep-for-good.ts';
import { sweepTemporary } from './sweep-temporary.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const past = () => new Date(Date.now() - 1000);
const future = () => new Date(Date.now() + 3_600_000);

async function world() {
  const site = await domain.addSite();
  const scope = await site.asKey();
  const add = async (media: Parameters<typeof addMedia>[2]) =>
    (await addMedia(domain.services.db, site.namespaceId, media)).id;
  const stateOf = async (id: string) => {
    const { deletedAt, temporaryUntil } = await getMedia(scope, { id });
    return deletedAt ? 'trashed' : temporaryUntil ? 'temporary' : 'lasting';
  };
  return { scope, add, stateOf };
}

test('the first use makes a temporary upload a lasting file', async () => {
  const { scope, add, stateOf } = await world();
  const [used, unused] = [await add({ temporaryUntil: future() }), await add({ temporaryUntil: future() })];
  const { revision } = await getMedia(scope, { id: used });
  await syncPage(scope, {}, [used]);
  expect(await stateOf(used)).toBe('lasting');
  expect(await stateOf(unused)).toBe('temporary');
  await syncPage(scope, {}, []);
  expect(await stateOf(used)).toBe('lasting');
  expect((await getMedia(scope, { id: used })).revision).toBe(revision);
});

test('what nothing uses in time goes to the trash; what is kept, collected or young stays', async () => {
  const { scope, add, stateOf } = await world();
  const expired = await add({ temporaryUntil: past() });
  const kept = await add({ temporaryUntil: past(), keep: true });
  const collected = await add({ temporaryUntil: past() });
  const young = await add({ temporaryUntil: future() });
  const { id } = await createCollection(scope, { title: 'Kept' });
  await addCollectionItems(scope, { id, mediaIds: [collected] });
  expect(await sweepTemporary(domain.services, 'test')).toEqual({ trashed: 1, kept: 2 });
  expect(await Promise.all([expired, kept, collected, young].map(stateOf))).toEqual([
    'trashed',
    'lasting',
    'lasting',
    'temporary',
  ]);
  expect(await sweepTemporary(domain.services, 'test')).toEqual({ trashed: 0, kept: 0 });
});

test('saving the page in the very moment of the sweep leaves the file used and live, or the save refused', async () => {
  const { scope, add, stateOf } = await world();
  for (let round = 0; round < 10; round += 1) {
    const id = await add({ temporaryUntil: past() });
    const [saved] = await Promise.allSettled([
      syncPage(scope, { id: `p${round}` }, [id]),
      sweepTemporary(domain.services, 'test'),
    ]);
    expect(await stateOf(id)).toBe(saved.status === 'fulfilled' ? 'lasting' : 'trashed');
  }
});

test.each<[string, (tx: Transaction, scope: Scope, mediaId: string) => Promise<unknown>]>([
  ['sent again for good', (tx, scope, mediaId) => keepForGood(tx, scope, mediaId, {})],
  ['told to be kept', (tx, _, id) => tx.media.update({ where: { id }, data: { keep: true } })],
  [
    'put into a collection',
    async (tx, scope, mediaId) => {
      const { id: collectionId } = await createCollection(scope, { title: 'Kept' });
      const data = { namespaceId: scope.namespace.id, collectionId, mediaId, position: 'a' };
      return tx.collectionItem.create({ data });
    },
  ],
])('a file that is %s while the sweep is at it stays', async (_how, keep) => {
  const { scope, add, stateOf } = await world();
  const id = await add({ temporaryUntil: past() });
  let sweeping: Promise<unknown> = Promise.resolve();
  await transaction(scope, async (tx) => {
    await keep(tx, scope, id);
    sweeping = sweepTemporary(domain.services, 'test');
    await waitForLock(domain.services.db);
  });
  expect(await sweeping).toMatchObject({ trashed: 0 });
  expect(await stateOf(id)).toBe('lasting');
});

test('that the sweep let a file stay for good is on the record', async () => {
  const { scope, add } = await world();
  const id = await add({ temporaryUntil: past(), keep: true });
  await sweepTemporary(domain.services, 'test');
  const where = { namespaceId: scope.namespace.id, entityId: id };
  expect(await domain.services.db.prisma.auditEntry.findMany({ where })).toMatchObject([
    { action: 'media.kept', actorKind: 'system' },
  ]);
});
