import type { MediaId } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { syncPage } from '../../testing/sync-page.ts';
import { getMediaUsage } from '../references/get-media-usage.ts';
import { createDeliveryLookup } from '../renditions/create-delivery-lookup.ts';
import type { Scope } from '../scope.ts';
import { deleteMedia } from './delete-media.ts';
import { getManyMedia } from './get-many-media.ts';
import { getMedia } from './get-media.ts';
import { replaceEverywhere } from './replace-everywhere.ts';
import { restoreMedia } from './restore-media.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

async function world() {
  const site = await domain.addSite();
  const scope = await site.asKey();
  const add = async (title: string, media: Parameters<typeof addMedia>[2] = {}) =>
    (await addMedia(domain.services.db, site.namespaceId, { title, ...media })).id as MediaId;
  return { site, scope, add, old: await add('Old'), fresh: await add('New') };
}
const titlesOf = async (scope: Scope, ids: string[]) =>
  (await getManyMedia(scope, { ids })).map(({ title }) => title);

test('content that names the old file is shown the new one, and undo brings the old one back', async () => {
  const { scope, old, fresh } = await world();
  await syncPage(scope, {}, [old]);
  const replaced = await replaceEverywhere(scope, { from: old, to: fresh });
  expect(replaced).toMatchObject({ id: old, title: 'Old', replacedBy: fresh });
  expect(await getManyMedia(scope, { ids: [old] })).toMatchObject([
    { id: old, title: 'New', replacedBy: fresh, url: (await getMedia(scope, { id: fresh })).url },
  ]);
  expect((await getMediaUsage(scope, { mediaId: fresh })).usedIn).toMatchObject([{ contentId: 'p1' }]);
  expect((await getMediaUsage(scope, { mediaId: fresh })).referenceCount).toBe(0);

  await replaceEverywhere(scope, { from: old, to: null });
  expect(await titlesOf(scope, [old])).toEqual(['Old']);
  expect((await getMediaUsage(scope, { mediaId: fresh })).usedIn).toEqual([]);
});

test('the address of the old file delivers the new one; that of a version delivers the version', async () => {
  const { scope, old, fresh } = await world();
  const lookup = createDeliveryLookup(domain.services);
  try {
    expect(await lookup.find({ mediaId: old, version: null })).toMatchObject({ mediaId: old });
    await replaceEverywhere(scope, { from: old, to: fresh });
    await expect.poll(() => lookup.find({ mediaId: old, version: null })).toMatchObject({ mediaId: fresh });
    expect(await lookup.find({ mediaId: old, version: 1 })).toMatchObject({ mediaId: old });
    expect(lookup.peek({ mediaId: old, version: null })).toBeUndefined();
  } finally {
    lookup.close();
  }
});

test('hosts are told by an event of both files, once, and by none where nothing changed', async () => {
  const { site, scope, old, fresh } = await world();
  await replaceEverywhere(scope, { from: old, to: fresh });
  await replaceEverywhere(scope, { from: old, to: fresh });
  await replaceEverywhere(scope, { from: old, to: null });
  const events = await domain.services.db.prisma.outboxEvent.findMany({
    where: { namespaceId: site.namespaceId, type: 'media.replaced' },
    orderBy: { id: 'asc' },
  });
  expect(events.map(({ entityIds }) => entityIds)).toEqual([
    [old, fresh],
    [old, fresh],
  ]);
});

test('one in the place of another is followed to the last, and never in a circle', async () => {
  const { scope, add, old, fresh } = await world();
  const newest = await add('Newest');
  await replaceEverywhere(scope, { from: old, to: fresh });
  await replaceEverywhere(scope, { from: fresh, to: newest });
  expect(await titlesOf(scope, [old, fresh, newest])).toEqual(['Newest', 'Newest', 'Newest']);
  for (const to of [old, fresh, newest]) {
    await expect(replaceEverywhere(scope, { from: newest, to })).rejects.toMatchObject({
      code: 'input.invalid',
    });
  }
  await replaceEverywhere(scope, { from: fresh, to: null });
  expect(await titlesOf(scope, [old])).toEqual(['New']);
});

test('two that would close a circle together: the second is refused', async () => {
  const { scope, add } = await world();
  for (let round = 0; round < 5; round += 1) {
    const [a, b, c] = [await add('A'), await add('B'), await add('C')];
    const tried = await Promise.allSettled([
      replaceEverywhere(scope, { from: a, to: b }),
      replaceEverywhere(scope, { from: b, to: c }),
      replaceEverywhere(scope, { from: c, to: a }),
    ]);
    expect(tried.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  }
});

test('the file in the place of another can not go to the trash before it, but with it', async () => {
  const { scope, old, fresh } = await world();
  await replaceEverywhere(scope, { from: old, to: fresh });
  const { failed } = await deleteMedia(scope, { ids: [fresh] });
  expect(failed).toMatchObject([{ id: fresh, code: 'media.in-use' }]);
  expect(failed[0]?.message).toContain('in the place of another file');
  expect((await deleteMedia(scope, { ids: [old, fresh] })).succeeded).toEqual([old, fresh]);
  expect((await restoreMedia(scope, { ids: [old] })).failed).toMatchObject([{ id: old, code: 'gone' }]);
  expect((await restoreMedia(scope, { ids: [fresh] })).succeeded).toEqual([fresh]);
  expect((await restoreMedia(scope, { ids: [old] })).succeeded).toEqual([old]);
});

test('a file that content shows in the place of one deleted by force stays too', async () => {
  const { scope, old, fresh } = await world();
  await syncPage(scope, {}, [old]);
  await replaceEverywhere(scope, { from: old, to: fresh });
  await deleteMedia(scope, { ids: [old], force: true, reason: 'test' });
  expect((await deleteMedia(scope, { ids: [fresh] })).failed).toMatchObject([{ code: 'media.in-use' }]);
});

test('the database itself refuses to take away what is shown, whoever asks', async () => {
  const { scope, old, fresh } = await world();
  await syncPage(scope, {}, [old]);
  await replaceEverywhere(scope, { from: old, to: fresh });
  const { pool } = domain.services.db;
  await expect(
    pool.query('update media set deleted_at = now() where id = $1', [fresh]),
  ).rejects.toMatchObject({ constraint: 'media_needs_live_replacement' });
  await expect(pool.query('update media set replaced_by = $1 where id = $1', [fresh])).rejects.toMatchObject({
    constraint: 'media_no_replacement_circle',
  });
});

test('refuses a file of another kind, one that fewer may see, one in the trash and one of somebody else', async () => {
  const { site, scope, add, old } = await world();
  const film = await add('Film', { kind: 'video' });
  const hidden = await add('Hidden', { accessLevel: 'staff' });
  const trashed = await add('Trashed', { deletedAt: new Date() });
  const foreign = (await world()).old;
  const codeOf = (by: Scope, to: MediaId) =>
    replaceEverywhere(by, { from: old, to }).then(
      () => 'done',
      (error: { code: string }) => error.code,
    );
  expect(await codeOf(scope, film)).toBe('input.invalid');
  expect(await codeOf(scope, hidden)).toBe('input.invalid');
  expect(await codeOf(scope, trashed)).toBe('gone');
  expect(await codeOf(scope, foreign)).toBe('not-found');
  expect(await codeOf(await site.as('contributor'), await add('Another'))).toBe('auth.denied');
  expect(await titlesOf(scope, [old])).toEqual(['Old']);
});

test('where the file in its place is closed to somebody, they are shown neither', async () => {
  const { site, scope, old, fresh } = await world();
  await replaceEverywhere(scope, { from: old, to: fresh });
  await domain.services.db.prisma.media.update({ where: { id: fresh }, data: { accessLevel: 'private' } });
  expect(await titlesOf(await site.as('viewer'), [old])).toEqual([]);
  expect(await titlesOf(scope, [old])).toEqual(['New']);
});
