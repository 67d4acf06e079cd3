import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMedia } from '../testing/add-media.ts';
import { addNamespace } from '../testing/add-namespace.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { newId } from './new-id.ts';
import { refreshMediaIndex } from './refresh-media-index.ts';
import { transaction } from './transaction.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function addTag(namespaceId: string, name: string): Promise<string> {
  const id = newId();
  await database.db.prisma.tag.create({ data: { id, namespaceId, name, slug: id } });
  return id;
}

const rowOf = (mediaId: string) => database.db.prisma.mediaIndex.findUnique({ where: { mediaId } });

async function find(namespaceId: string, query: string): Promise<string[]> {
  const { rows } = await database.db.pool.query(
    `select media_id from media_index where namespace_id = $1 and visibility = 'live'
       and search @@ websearch_to_tsquery('vitrine', $2)`,
    [namespaceId, query],
  );
  return rows.map((row) => row.media_id);
}

test('title, alt text, caption, tags, file name and description are found, without accents or case', async () => {
  const { id: namespaceId } = await addNamespace(database.db);
  const { id } = await addMedia(database.db, namespaceId, {
    title: 'Café am_Meer.final',
    alt: { de: 'Zwei Stühle', en: 'Two chairs' },
    caption: 'Morgens',
    originalFilename: 'IMG_0042-Ostsee.Strand.jpeg',
    description: 'Taken in Ahrenshoop',
    tagIds: [await addTag(namespaceId, 'Ångström')],
  });
  for (const word of [
    'cafe',
    'MEER',
    'final',
    'stuhle',
    'chairs',
    'morgens',
    'ostsee',
    '0042',
    'angstrom',
    'ahrenshoop',
  ]) {
    expect(await find(namespaceId, word), word).toEqual([id]);
  }
  // What every camera and every format brings along finds nothing.
  for (const word of ['img', 'jpeg']) expect(await find(namespaceId, word), word).toEqual([]);
});

test('titles are ordered without case and accents', async () => {
  const { id: namespaceId } = await addNamespace(database.db);
  for (const title of ['zebra', 'Éclair', 'apple', 'Eden'])
    await addMedia(database.db, namespaceId, { title });
  const { rows } = await database.db.pool.query(
    `select title_key from media_index where namespace_id = $1 and visibility = 'live' order by title_key`,
    [namespaceId],
  );
  expect(rows.map((row) => row.title_key)).toEqual(['apple', 'eclair', 'eden', 'zebra']);
});

test('the row follows its file into the trash and back, and goes when purging begins', async () => {
  const { id: namespaceId } = await addNamespace(database.db);
  const { id } = await addMedia(database.db, namespaceId);
  const set = (data: { deletedAt: Date | null; purgeStartedAt?: Date }) =>
    transaction(database, async (tx) => {
      await tx.media.update({ where: { id }, data });
      await refreshMediaIndex(tx, [id]);
    });
  expect(await rowOf(id)).toMatchObject({ visibility: 'live', deletedAt: null, sizeBytes: 1000n });
  const deletedAt = new Date('2026-01-02T03:04:05.678Z');
  await set({ deletedAt });
  expect(await rowOf(id)).toMatchObject({ visibility: 'trashed', deletedAt });
  await set({ deletedAt: null });
  expect(await rowOf(id)).toMatchObject({ visibility: 'live' });
  await set({ deletedAt, purgeStartedAt: new Date() });
  expect(await rowOf(id)).toBeNull();
});

test('of people who tag the same file at once nobody’s tag is missing', async () => {
  const { id: namespaceId } = await addNamespace(database.db);
  const { id: mediaId } = await addMedia(database.db, namespaceId);
  const tagIds = await Promise.all(Array.from({ length: 8 }, (_, n) => addTag(namespaceId, `tag ${n}`)));
  await Promise.all(
    tagIds.map((tagId) =>
      transaction(database, async (tx) => {
        await tx.mediaTag.create({ data: { namespaceId, mediaId, tagId } });
        await refreshMediaIndex(tx, [mediaId]);
      }),
    ),
  );
  expect((await rowOf(mediaId))?.tagIds).toEqual(tagIds.toSorted());
});

test('the views count what is there, and the application may refresh them', async () => {
  const { id: namespaceId } = await addNamespace(database.db);
  const tagId = await addTag(namespaceId, 'red');
  const { id, blobId } = await addMedia(database.db, namespaceId, { tagIds: [tagId] });
  await addMedia(database.db, namespaceId, { kind: 'video', sizeBytes: 3000n });
  await database.db.prisma.rendition.create({
    data: {
      ...{ id: newId(), namespaceId, blobId, preset: 'small', recipe: {}, recipeHash: 'x', toolVersion: '1' },
      ...{
        storageKey: `${namespaceId}/rendition/${newId()}`,
        mimeType: 'image/webp',
        width: 1,
        height: 1,
        sizeBytes: 1n,
      },
    },
  });
  const { rows: summary } = await database.db.pool.query(
    'select tag_count::int, collection_count::int, thumbnail_count::int, tag_names from media_file_summary where media_id = $1',
    [id],
  );
  expect(summary).toEqual([{ tag_count: 1, collection_count: 0, thumbnail_count: 1, tag_names: ['red'] }]);

  await database.db.pool.query('select refresh_storage_stats()');
  const { rows: usage } = await database.db.pool.query(
    'select file_count::int, total_size::int, avg_file_size, image_count::int, video_count::int, audio_count::int from storage_usage_by_namespace where namespace_id = $1',
    [namespaceId],
  );
  expect(usage).toEqual([
    { file_count: 2, total_size: 4000, avg_file_size: 2000, image_count: 1, video_count: 1, audio_count: 0 },
  ]);
});
