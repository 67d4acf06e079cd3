import { AtTimeInput, ContentKey } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transaction } from '../../db/transaction.ts';
import { addMedia } from '../../testing/add-media.ts';
import { addVersion } from '../../testing/add-version.ts';
import { momentOfDatabase } from '../../testing/moment-of-database.ts';
import { openTestDomain, type TestDomain, type TestSite } from '../../testing/open-test-domain.ts';
import { syncPage } from '../../testing/sync-page.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { replaceEverywhere } from '../media/replace-everywhere.ts';
import type { Scope } from '../scope.ts';
import { findHeldVersions, releaseVersions } from './find-held-versions.ts';
import { getContentAtTime } from './get-content-at-time.ts';
import { registerSnapshot } from './register-snapshot.ts';
import { releaseSnapshot } from './release-snapshot.ts';
import { removeContent } from './remove-content.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const content = ContentKey.parse({ type: 'page', id: 'p1' });

async function world() {
  const site = await domain.addSite();
  const scope = await site.asKey();
  const add = async (media: Parameters<typeof addMedia>[2] = {}) => {
    const { id } = await addMedia(domain.services.db, site.namespaceId, media);
    return {
      id: id as never as Parameters<typeof replaceEverywhere>[1]['from'],
      namespaceId: site.namespaceId,
    };
  };
  return { site, scope, add };
}

const moment = () => momentOfDatabase(domain.services.db);

/** `field file@version`, with a mark for what is pinned or no longer kept. */
async function shownAt(scope: Scope, at: string): Promise<string[]> {
  const past = await getContentAtTime(scope, AtTimeInput.parse({ ...content, at }));
  return past.map(
    ({ fieldPath, shownMediaId, version, isPinned, isKept }) =>
      `${fieldPath} ${shownMediaId}@${version}${isPinned ? ' pinned' : ''}${isKept ? '' : ' gone'}`,
  );
}

const giveUp = (site: TestSite, mediaId: string, number: number) =>
  domain.services.db.prisma.mediaVersion.updateMany({
    where: { namespaceId: site.namespaceId, mediaId, number },
    data: { needsActiveBlob: null },
  });

test('what a page showed on a day: the files of that day, in their versions of that day', async () => {
  const { scope, add } = await world();
  const { db } = domain.services;
  const [a, b, c] = [await add(), await add(), await add()];
  const before = await moment();
  await syncPage(scope, {}, [a.id, b.id]);
  const monday = await moment();
  await addVersion(db, a);
  const tuesday = await moment();
  await replaceEverywhere(scope, { from: b.id, to: c.id });
  await addVersion(db, c);
  const wednesday = await moment();
  await replaceEverywhere(scope, { from: b.id, to: null });
  await syncPage(scope, {}, [{ mediaId: a.id, version: 1 }]);
  const thursday = await moment();
  await removeContent(scope, content);
  const friday = await moment();

  expect(await shownAt(scope, before)).toEqual([]);
  expect(await shownAt(scope, monday)).toEqual([`/field0 ${a.id}@1`, `/field1 ${b.id}@1`]);
  expect(await shownAt(scope, tuesday)).toEqual([`/field0 ${a.id}@2`, `/field1 ${b.id}@1`]);
  expect(await shownAt(scope, wednesday)).toEqual([`/field0 ${a.id}@2`, `/field1 ${c.id}@2`]);
  expect(await shownAt(scope, thursday)).toEqual([`/field0 ${a.id}@1 pinned`]);
  expect(await shownAt(scope, friday)).toEqual([]);
});

test('the past keeps to the levels of its files, and to its namespace', async () => {
  const { site, scope, add } = await world();
  const secret = await add({ accessLevel: 'private' });
  await syncPage(scope, {}, [secret.id]);
  const at = await moment();
  expect(await shownAt(scope, at)).toHaveLength(1);
  expect(await shownAt(await site.as('editor'), at)).toEqual([]);
  expect(await shownAt((await world()).scope, at)).toEqual([]);
});

test('the past names no file in the trash to who does not see the trash', async () => {
  const { site, scope, add } = await world();
  const { id } = await add({ title: 'Taken in secret' });
  await syncPage(scope, {}, [id]);
  const at = await moment();
  await syncPage(scope, {}, []);
  await deleteMedia(scope, { ids: [id] });
  const read = (by: Scope) => getContentAtTime(by, AtTimeInput.parse({ ...content, at }));
  expect(await read(scope)).toMatchObject([{ mediaId: id, title: 'Taken in secret' }]);
  expect(await read(await site.as('viewer'))).toMatchObject([{ mediaId: id, title: '' }]);
});

test('a version that live content pins is kept by the database itself', async () => {
  const { site, scope, add } = await world();
  const file = await add();
  await syncPage(scope, {}, [{ mediaId: file.id, version: 1 }]);
  await addVersion(domain.services.db, file);
  await expect(giveUp(site, file.id, 1)).rejects.toThrow('reference_needs_version');
  await syncPage(scope, {}, [file.id]);
  expect(await giveUp(site, file.id, 1)).toMatchObject({ count: 1 });
  await expect(syncPage(scope, {}, [{ mediaId: file.id, version: 1 }])).rejects.toThrow();
  await expect(syncPage(scope, {}, [{ mediaId: file.id, version: 9 }])).rejects.toThrow();
});

test('what a registered snapshot needs is kept until it is released, whatever becomes of the page', async () => {
  const { site, scope, add } = await world();
  const [file, other, inPlace] = [await add(), await add(), await add()];
  await replaceEverywhere(scope, { from: other.id, to: inPlace.id });
  await syncPage(scope, {}, [file.id, other.id]);
  expect(await registerSnapshot(scope, { content, name: 'v7' })).toEqual({ items: 2 });
  expect(await registerSnapshot(scope, { content, name: 'v7' })).toEqual({ items: 0 });
  await addVersion(domain.services.db, file);
  await removeContent(scope, content);

  const ids = [file.id, other.id, inPlace.id];
  const held = () => transaction(domain.services, (tx) => findHeldVersions(tx, site.namespaceId, ids));
  expect(new Set((await held()).map(({ mediaId, version }) => `${mediaId}@${version}`))).toEqual(
    new Set([`${file.id}@1`, `${inPlace.id}@1`]),
  );
  await expect(giveUp(site, file.id, 1)).rejects.toThrow('snapshot_item_needs_version');
  expect(await releaseSnapshot(scope, { content, name: 'v7' })).toEqual({ items: 2 });
  expect(await releaseSnapshot(scope, { content, name: 'v7' })).toEqual({ items: 0 });
  expect(await held()).toEqual([]);
  expect(await giveUp(site, file.id, 1)).toMatchObject({ count: 1 });
});

test('what begins to keep bytes for a version of a page, and what lets go of them, is recorded', async () => {
  const { site, scope, add } = await world();
  const { id } = await add();
  const recorded = async () => {
    const entries = await domain.services.db.prisma.auditEntry.findMany({
      where: { namespaceId: site.namespaceId, entity: 'snapshot' },
      orderBy: { id: 'asc' },
    });
    return entries.map(({ action, actorId }) => [action, actorId]);
  };
  await syncPage(scope, {}, [id], { snapshot: 'v1' });
  await registerSnapshot(scope, { content, name: 'v2' });
  const taken = ['snapshot.registered', scope.actor.keyId];
  expect(await recorded()).toEqual([taken, taken]);
  await registerSnapshot(scope, { content, name: 'v2' });
  await releaseSnapshot(scope, { content, name: 'v1' });
  await releaseSnapshot(scope, { content, name: 'v1' });
  expect(await recorded()).toEqual([taken, taken, ['snapshot.released', scope.actor.keyId]]);
});

test('a sync may register its snapshot in the same transaction', async () => {
  const { site, scope, add } = await world();
  const file = await add();
  await syncPage(scope, {}, [{ mediaId: file.id, version: 1 }], { snapshot: 'v1' });
  await addVersion(domain.services.db, file);
  await syncPage(scope, {}, [], { snapshot: 'v2' });
  await expect(giveUp(site, file.id, 1)).rejects.toThrow('snapshot_item_needs_version');
  await expect(
    registerSnapshot(scope, { content: { ...content, id: 'never synced' }, name: 'v1' }),
  ).rejects.toMatchObject({ code: 'not-found' });
});

test('a purge that the law demands lets go of every pin, and the past says that the bytes are gone', async () => {
  const { site, scope, add } = await world();
  const file = await add();
  await syncPage(scope, {}, [{ mediaId: file.id, version: 1 }], { snapshot: 'v1' });
  const at = await moment();
  await transaction(domain.services, async (tx) => {
    await releaseVersions(tx, site.namespaceId, [file.id]);
    await tx.mediaVersion.updateMany({ where: { mediaId: file.id }, data: { needsActiveBlob: null } });
  });
  expect(await shownAt(scope, at)).toEqual([`/field0 ${file.id}@1 pinned gone`]);
});
