import { DuplicatePage, type MediaId, SimilarMedia } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Prisma } from '../../db/generated/client.ts';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { transaction } from '../../db/transaction.ts';
import { Values } from '../../search-index/media-filter.ts';
import { writeHasNearDuplicates, writeReach } from '../../search-index/near-duplicates.ts';
import { addMedia } from '../../testing/add-media.ts';
import { addVersion } from '../../testing/add-version.ts';
import { openTestDomain, type TestDomain, type TestSite } from '../../testing/open-test-domain.ts';
import { uploadText } from '../../testing/upload-text.ts';
import { deleteMedia } from '../media/delete-media.ts';
import { purgeMedia } from '../media/purge-media.ts';
import { reachOf } from '../media/reach-of.ts';
import { restoreMedia } from '../media/restore-media.ts';
import type { Scope } from '../scope.ts';
import { keepBoth } from '../uploads/keep-both.ts';
import { findNearDuplicates } from './find-near-duplicates.ts';
import { findSimilar } from './find-similar.ts';
import { listDuplicates } from './list-duplicates.ts';
import { paletteLikeness } from './palette-likeness.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

/** 32 bits set, as the hash of every picture with a pattern has. */
const PATTERN = 0x0f1e_2d3c_4b5a_6978n;
/** So many bits away. */
const away = (bits: number, from = PATTERN) => {
  let hash = from;
  for (let bit = 0; bit < bits; bit += 1) hash ^= 1n << BigInt((bit * 13) % 64);
  return BigInt.asIntN(64, hash);
};

/** A picture as it is once it was read. */
async function addPicture(
  site: TestSite,
  phash: bigint | null,
  {
    palette = ['#c81e3c', '#ffffff'],
    ...media
  }: Partial<Prisma.MediaUncheckedCreateInput> & { palette?: string[] } = {},
): Promise<MediaId> {
  const { db } = domain.services;
  const { id, versionId } = await addMedia(db, site.namespaceId, media);
  await showAs(id, versionId, phash, palette);
  return id as MediaId;
}

async function showAs(id: string, versionId: string, phash: bigint | null, palette: string[] = []) {
  const { db } = domain.services;
  await db.prisma.mediaVersion.update({ where: { id: versionId }, data: { phash, palette } });
  await transaction({ db }, (tx) => refreshMediaIndex(tx, [id]));
}

const compare = () => findNearDuplicates(domain.services);

async function pairsOf(site: TestSite): Promise<[string, string, number][]> {
  const rows = await domain.services.db.prisma.nearDuplicate.findMany({
    where: { namespaceId: site.namespaceId },
    orderBy: [{ mediaId: 'asc' }, { otherId: 'asc' }],
  });
  return rows.map(({ mediaId, otherId, distance }) => [mediaId, otherId, distance]);
}

async function withDuplicates(scope: Scope): Promise<string[]> {
  const values = new Values();
  const reach = reachOf(scope.actor, 'live');
  const namespace = values.add(scope.namespace.id);
  const { rows } = await scope.db.pool.query<{ media_id: string }>(
    `select media_id from media_index where namespace_id = ${namespace} and visibility = 'live'
       and ${writeReach(reach, values, 'media_index')} and ${writeHasNearDuplicates(reach, values)} order by media_id`,
    values.list,
  );
  return rows.map(({ media_id }) => media_id);
}

const duplicates = async (scope: Scope, input: { limit?: number; after?: string } = {}) =>
  DuplicatePage.parse(await listDuplicates(scope, { limit: 20, ...input }));
const groupsOf = (page: DuplicatePage) => page.groups.map(({ files }) => files.map(({ id }) => id as string));

test('pictures that differ in few bits are pairs both ways, others and those of other libraries are none', async () => {
  const [site, elsewhere] = [await domain.addSite(), await domain.addSite()];
  const first = await addPicture(site, away(0));
  const near = await addPicture(site, away(5));
  const far = await addPicture(site, away(6));
  await addPicture(site, null);
  await addPicture(elsewhere, away(0));
  expect(await compare()).toBe(5);
  expect(await pairsOf(site)).toEqual([
    [first, near, 5],
    [near, first, 5],
    [near, far, 1],
    [far, near, 1],
  ]);
  expect(await pairsOf(elsewhere)).toEqual([]);
  expect(await compare()).toBe(0);
});

test('a picture without a pattern is a duplicate of the same bytes only', async () => {
  const site = await domain.addSite();
  await addPicture(site, 0n);
  await addPicture(site, 0n);
  await compare();
  expect(await pairsOf(site)).toEqual([]);
});

test('the same bytes are duplicates whatever they are, also where they were uploaded twice on purpose', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const first = await uploadText(admin, { text: 'the same' });
  expect(await uploadText(admin, { text: 'the same' })).toBe(first);
  const upload = await domain.services.db.prisma.upload.findFirstOrThrow({ where: { duplicateOfId: first } });
  const { id: second } = await keepBoth(admin, { id: upload.id });
  await compare();
  expect(await pairsOf(site)).toEqual([
    [first, second, 0],
    [second, first, 0],
  ]);
  const page = await duplicates(admin);
  expect(page.groups.map(({ isIdentical }) => isIdentical)).toEqual([true]);
});

test('other bytes are compared anew, also of what has no hash', async () => {
  const site = await domain.addSite();
  const { db } = domain.services;
  const document = { kind: 'document', mimeType: 'application/pdf' };
  const first = await addMedia(db, site.namespaceId, document);
  const second = await addMedia(db, site.namespaceId, document);
  await compare();
  // Whatever makes it the current version.
  await addVersion(db, { namespaceId: site.namespaceId, id: second.id }, first.blobId);
  expect(await compare()).toBe(1);
  expect(await pairsOf(site)).toEqual([
    [first.id, second.id, 0],
    [second.id, first.id, 0],
  ]);
  await addVersion(db, { namespaceId: site.namespaceId, id: first.id });
  expect(await compare()).toBe(1);
  expect(await pairsOf(site)).toEqual([]);
});

test('a picture that is read anew is compared anew, also while it is being compared', async () => {
  const site = await domain.addSite();
  const first = await addPicture(site, away(0));
  const { id, versionId } = await addMedia(domain.services.db, site.namespaceId);
  await showAs(id, versionId, away(40));
  await compare();
  expect(await pairsOf(site)).toEqual([]);
  await showAs(id, versionId, away(2));
  const readTwice = async () => {
    await showAs(id, versionId, away(1));
    await showAs(id, versionId, away(3));
  };
  await Promise.all([compare(), readTwice(), compare()]);
  await compare();
  expect(await pairsOf(site)).toEqual([
    [first, id, 3],
    [id, first, 3],
  ]);
});

test('what came while a file lay in the trash is compared with it once it is back', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const first = await addPicture(site, away(0));
  await compare();
  await deleteMedia(admin, { ids: [first] });
  const second = await addPicture(site, away(1));
  await compare();
  expect(await withDuplicates(admin)).toEqual([]);
  await restoreMedia(admin, { ids: [first] });
  await compare();
  expect(await withDuplicates(admin)).toEqual([first, second]);
  expect(groupsOf(await duplicates(admin))).toEqual([[first, second]]);
  await deleteMedia(admin, { ids: [second] });
  expect(await withDuplicates(admin)).toEqual([]);
  expect((await duplicates(admin)).groups).toEqual([]);
});

test('a purge takes the pairs with it', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const [first, second] = [await addPicture(site, away(0)), await addPicture(site, away(0))];
  await compare();
  await purgeMedia(admin, { ids: [second], reason: 'test' });
  expect(await pairsOf(site)).toEqual([]);
  expect((await domain.services.db.prisma.media.findUnique({ where: { id: first } }))?.deletedAt).toBeNull();
});

test('nobody hears of a duplicate that they may not see', async () => {
  const site = await domain.addSite();
  const [admin, viewer] = [await site.as('admin'), await site.as('viewer')];
  const seen = await addPicture(site, away(0));
  const hidden = await addPicture(site, away(1), { accessLevel: 'private' });
  await compare();
  expect(await withDuplicates(admin)).toEqual([seen, hidden]);
  expect(await withDuplicates(viewer)).toEqual([]);
  expect((await duplicates(viewer)).groups).toEqual([]);
  expect(await findSimilar(viewer, { id: seen, limit: 20 })).toEqual([]);
  await expect(findSimilar(viewer, { id: hidden, limit: 20 })).rejects.toMatchObject({ code: 'not-found' });
});

test('what hangs together is one group, the best to keep first; pages visit each group once', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const { db } = domain.services;
  const groups: string[][] = [];
  for (let group = 0n; group < 5n; group += 1n) {
    const hash = away(
      0,
      PATTERN ^ (0xffffn << (16n * (group % 4n))) ^ (group === 4n ? 0xff00ff00ff00ffn : 0n),
    );
    const ids = [];
    for (const bits of [0, 4, 8]) ids.push(await addPicture(site, away(bits, hash)));
    groups.push(ids);
  }
  await compare();
  const [, , best] = groups[0] ?? [];
  await db.prisma.mediaVersion.updateMany({
    where: { mediaId: best ?? '' },
    data: { width: 4000, height: 3000 },
  });
  const found: string[][] = [];
  for (let after: string | undefined; ; ) {
    const page = await duplicates(admin, { limit: 2, ...(after && { after }) });
    found.push(...groupsOf(page));
    if (page.nextCursor === null) break;
    after = page.nextCursor;
  }
  expect(found.map((ids) => ids.toSorted())).toEqual(groups);
  expect(found[0]?.[0]).toBe(best);
  await expect(listDuplicates(admin, { limit: 2, after: 'x' })).rejects.toMatchObject({
    code: 'input.invalid',
  });
});

test('of a hundred copies fifty are shown as one group', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const { db } = domain.services;
  const many = await Promise.all(Array.from({ length: 60 }, () => addMedia(db, site.namespaceId)));
  await db.prisma.mediaVersion.updateMany({
    where: { id: { in: many.map(({ versionId }) => versionId) } },
    data: { phash: away(0) },
  });
  await transaction({ db }, (tx) =>
    refreshMediaIndex(
      tx,
      many.map(({ id }) => id),
    ),
  );
  await compare();
  expect(groupsOf(await duplicates(admin)).map((ids) => ids.length)).toEqual([50]);
});

test('the likest come first: by their pattern wherever they are, and by their colors', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const asked = await addPicture(site, away(0));
  const near = await addPicture(site, away(3), { palette: ['#c81e3c', '#fefefe'] });
  const alike = await addPicture(site, away(7), { palette: ['#00ff00'] });
  const sameColors = await addPicture(site, ~away(0));
  await addPicture(site, ~away(0), { palette: ['#00ff00'] });
  await addMedia(domain.services.db, site.namespaceId, { kind: 'document' });
  await compare();
  const found = z.array(SimilarMedia).parse(await findSimilar(admin, { id: asked, limit: 20 }));
  expect(found.map(({ file, isNearDuplicate }) => [file.id, isNearDuplicate])).toEqual([
    [near, true],
    [alike, false],
    [sameColors, false],
  ]);
  expect(found.map(({ likeness }) => likeness)).toEqual(
    found.map(({ likeness }) => likeness).toSorted((a, b) => b - a),
  );
  expect(found[0]?.likeness).toBeGreaterThan(0.9);
  expect((await findSimilar(admin, { id: asked, limit: 1 })).map(({ file }) => file.id)).toEqual([near]);
  const text = await uploadText(admin);
  expect(await findSimilar(admin, { id: text, limit: 20 })).toEqual([]);
});

test('palettes are compared as they look', () => {
  expect(paletteLikeness(['#c81e3c', '#ffffff'], ['#c81e3c', '#ffffff'])).toBe(1);
  expect(paletteLikeness(['#c81e3c'], ['#cc2040'])).toBeGreaterThan(0.95);
  expect(paletteLikeness(['#ffffff'], ['#000000'])).toBe(0);
  expect(paletteLikeness([], ['#000000'])).toBe(0);
  const [red, blue] = [paletteLikeness(['#c81e3c'], ['#e04050']), paletteLikeness(['#c81e3c'], ['#1e3cc8'])];
  expect(red).toBeGreaterThan(blue);
});
