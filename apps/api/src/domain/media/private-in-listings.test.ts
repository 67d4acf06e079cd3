import { MediaListInput, MediaSort } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as z from 'zod';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { transaction } from '../../db/transaction.ts';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { addCollectionItems } from '../collections/add-collection-items.ts';
import { createCollection } from '../collections/create-collection.ts';
import { listCollections } from '../collections/list-collections.ts';
import { keepVisibleIds } from '../events/keep-visible-ids.ts';
import { addReference } from '../references/add-reference.ts';
import { getImpact } from '../references/get-impact.ts';
import { getMediaUsage } from '../references/get-media-usage.ts';
import { listContentReferences } from '../references/list-content-references.ts';
import type { Scope } from '../scope.ts';
import { getStatsOverview } from '../stats/get-stats-overview.ts';
import { createTag } from '../tags/create-tag.ts';
import { listTags } from '../tags/list-tags.ts';
import { getUpload } from '../uploads/get-upload.ts';
import { getManyMedia } from './get-many-media.ts';
import { getMedia } from './get-media.ts';
import { listMedia } from './list-media.ts';

/** Wagtail CVE-2026-44199 and its sisters: a private file was told of by what stood beside it. */
let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const hiddenLevels = ['private', 'staff'] as const;
const content = { type: 'page', id: 'home', locale: '', state: 'published' as const };

/** A library with one file that everybody sees and one of a level that contributors do not, alike in all else. */
async function addLibrary(level: (typeof hiddenLevels)[number]) {
  const site = await domain.addSite();
  const owner = await site.as('admin', 'owner');
  const { db } = domain.services;
  const { namespaceId } = site;
  const ownerId = owner.actor.userId;
  const tag = await createTag(owner, { name: 'quarterly' });
  const about = { title: 'Quarterly zebra', description: 'unicorn', caption: 'unicorn', uploadedBy: ownerId };
  const hidden = await addMedia(db, namespaceId, {
    ...about,
    accessLevel: level,
    tagIds: [tag.id],
    sizeBytes: 7000n,
  });
  const open = await addMedia(db, namespaceId, {
    title: 'An open one',
    uploadedBy: ownerId,
    tagIds: [tag.id],
  });
  const mediaIds = [hidden.id, open.id] as never[];
  const collection = await createCollection(owner, {
    title: 'Shown',
    accessLevel: 'members',
    coverId: hidden.id as never,
  });
  const secret = await createCollection(owner, { title: 'Secret', accessLevel: level });
  const under = await createCollection(owner, { title: 'Under', accessLevel: 'public', parentId: secret.id });
  for (const { id } of [collection, secret]) await addCollectionItems(owner, { id, mediaIds });
  for (const [index, mediaId] of mediaIds.entries()) {
    const item = { ...content, title: 'Home', url: null };
    await addReference(owner, { content: item, mediaId, fieldPath: `/${index}` });
  }
  await transaction({ db }, (tx) => refreshMediaIndex(tx, mediaIds));
  return { site, owner, tag, hidden, open, collection, secret, under };
}

const list = (scope: Scope, filter: Partial<z.output<typeof MediaListInput>>) =>
  listMedia(scope, { ...MediaListInput.parse({}), ...filter });

test.each(hiddenLevels)(
  'no listing tells a contributor of a %s file: not its row, not its count',
  async (level) => {
    const { site, owner, tag, hidden, open, collection } = await addLibrary(level);
    const scope = await site.as('contributor');
    const ownerId = owner.actor.userId ?? undefined;
    const filters: Partial<z.output<typeof MediaListInput>>[] = [
      ...MediaSort.options.filter((sort) => sort !== 'relevance').map((sort) => ({ sort })),
      { kinds: ['image'] },
      { mimeTypes: ['image/jpeg'] },
      { tagIds: [tag.id] },
      { collectionId: collection.id },
      { uploadedBy: ownerId as never },
      { offered: true },
      { reviewStatus: ['approved'] },
    ];
    for (const filter of filters) {
      const { items, total } = await list(scope, filter);
      expect({ filter, ids: items.map(({ id }) => id), total }).toEqual({
        filter,
        ids: [open.id],
        total: { value: 1, isExact: true },
      });
    }
    // Every field that is searched: title, description, caption; its tag finds the open one alone.
    for (const search of ['zebra', 'unicorn', 'zeb']) {
      for (const sort of ['relevance', '-createdAt'] as const) {
        expect(await list(scope, { search, sort })).toMatchObject({ items: [], total: { value: 0 } });
      }
    }
    expect(await list(scope, { search: 'quarterly' })).toMatchObject({
      items: [{ id: open.id }],
      total: { value: 1 },
    });
    expect(await list(scope, { skip: 1 })).toMatchObject({ items: [], total: { value: 1 } });
    expect((await list(owner, { search: 'unicorn' })).items).toMatchObject([{ id: hidden.id }]);
  },
);

test.each(hiddenLevels)(
  'no count beside the list tells of a %s file: tags, collections, statistics',
  async (level) => {
    const { site, owner, collection, under, secret } = await addLibrary(level);
    const scope = await site.as('contributor');
    expect(await listTags(scope, { search: 'quart', limit: 10 })).toMatchObject([{ usageCount: 1 }]);
    expect(await listTags(owner, { limit: 10 })).toMatchObject([{ usageCount: 2 }]);
    // Neither the collection itself, nor as the parent of another one, nor the file as a cover.
    expect(await listCollections(scope)).toMatchObject([
      { id: collection.id, fileCount: 1, totalSizeBytes: 1000, coverId: null },
      { id: under.id, parentId: null },
    ]);
    expect(await listCollections(owner)).toMatchObject([
      { id: secret.id, fileCount: 2 },
      { id: collection.id, fileCount: 2, totalSizeBytes: 8000, coverId: expect.any(String) },
      { id: under.id, parentId: secret.id },
    ]);
    expect(await getStatsOverview(scope)).toMatchObject({
      totalFiles: 1,
      totalSizeBytes: 1000,
      filesByType: { image: 1 },
      recentUploads: 1,
    });
  },
);

test.each(hiddenLevels)(
  'nothing that names files names a %s one: uses, events, uploads, files themselves',
  async (level) => {
    const { site, hidden, open, collection } = await addLibrary(level);
    const scope = await site.as('contributor', 'ada');
    const both = { ids: [hidden.id, open.id] };
    expect(await listContentReferences(scope, content)).toEqual([{ mediaId: open.id, fieldPath: '/1' }]);
    expect((await getManyMedia(scope, both)).map(({ id }) => id)).toEqual([open.id]);
    expect((await getImpact(scope, { ...both, action: 'delete' })).map(({ mediaId }) => mediaId)).toEqual([
      open.id,
    ]);
    const notFound = expect.objectContaining({ code: 'not-found' });
    await expect(getMedia(scope, { id: hidden.id })).rejects.toEqual(notFound);
    await expect(getMediaUsage(scope, { mediaId: hidden.id })).rejects.toEqual(notFound);
    // The open one stood for the hidden one, as long as both were open.
    const { prisma } = domain.services.db;
    await prisma.media.update({ where: { id: open.id }, data: { replacedBy: hidden.id } });
    expect((await getMedia(scope, { id: open.id })).replacedBy).toBeNull();
    expect((await list(scope, {})).items[0]?.replacedBy).toBeNull();
    expect(await getManyMedia(scope, both)).toEqual([]);
    await prisma.media.update({ where: { id: open.id }, data: { replacedBy: null } });
    await prisma.media.update({ where: { id: hidden.id }, data: { replacedBy: open.id } });
    const [impact] = await getImpact(scope, { ids: [open.id], action: 'delete' });
    expect(impact).toMatchObject({ isRefused: true, standsFor: [] });
    expect(JSON.stringify(impact)).not.toContain(hidden.id);
    await prisma.media.update({ where: { id: hidden.id }, data: { replacedBy: null } });

    // The open one lies in two collections, of which one is not for this person.
    expect((await getMedia(scope, { id: open.id })).collectionIds).toEqual([collection.id]);
    expect((await list(scope, {})).items[0]?.collectionIds).toEqual([collection.id]);

    const event = {
      id: 'e',
      namespaceId: site.namespaceId,
      type: 'media.updated' as const,
      ids: both.ids,
      at: new Date(),
    };
    expect(await keepVisibleIds(scope, event)).toEqual([open.id]);

    // An upload that ended as a duplicate of what has been hidden since.
    const { db, newId } = domain.services;
    const { namespaceId } = site;
    const id = newId();
    await db.prisma.upload.create({
      data: {
        id,
        namespaceId,
        userId: scope.actor.userId,
        door: 'multipart',
        filename: 'a.jpg',
        declaredSizeBytes: 1n,
        state: 'done',
        mediaId: hidden.id,
        duplicateOfId: hidden.id,
        quarantineKey: `${namespaceId}/quarantine/${id}`,
      },
    });
    expect(await getUpload(scope, { id })).toMatchObject({ media: null, duplicateOf: null });
  },
);
