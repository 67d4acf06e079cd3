import fc from 'fast-check';
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

const fold = () => database.db.pool.query<{ taken: number }>('select fold_counters(7) as taken');

/** All that is counted, as counts_of says and as the rows are. */
async function compare(namespaceId: string) {
  const { rows: counted } = await database.db.pool.query(
    `with subject as (
       select id, metric from media, unnest(array['references']) metric where namespace_id = $1
       union all select id, unnest(array['files', 'files:staff']) from tag where namespace_id = $1
       union all select id, unnest(array['files', 'files:staff']) from collection where namespace_id = $1
       union all select $1, unnest(array['image', 'video', 'audio', 'document', 'trashed']))
     select s.id, s.metric, coalesce(c.value, 0)::int as value, coalesce(c.bytes, 0)::int as bytes
     from subject s left join lateral counts_of(s.metric, array[s.id]) c on true order by 1, 2`,
    [namespaceId],
  );
  const { rows: real } = await database.db.pool.query(
    `with live as (
       select m.id, m.kind, m.access_level, m.deleted_at, b.size_bytes from media m
       join media_version v on v.id = m.current_version_id join blob b on b.id = v.blob_id where m.namespace_id = $1)
     select m.id, 'references' as metric, count(r.id)::int as value, 0 as bytes
       from media m left join reference r on r.media_id = m.id where m.namespace_id = $1 group by 1
     union all select t.id, k.metric, count(l.id)::int, coalesce(sum(l.size_bytes), 0)::int
       from tag t cross join unnest(array['files', 'files:staff']) k (metric) left join media_tag mt on mt.tag_id = t.id
       left join live l on l.id = mt.media_id and l.deleted_at is null and k.metric in ('files', 'files:' || l.access_level)
       where t.namespace_id = $1 group by 1, 2
     union all select c.id, k.metric, count(l.id)::int, coalesce(sum(l.size_bytes), 0)::int
       from collection c cross join unnest(array['files', 'files:staff']) k (metric)
       left join collection_item ci on ci.collection_id = c.id
       left join live l on l.id = ci.media_id and l.deleted_at is null and k.metric in ('files', 'files:' || l.access_level)
       where c.namespace_id = $1 group by 1, 2
     union all select $1, k.kind, count(l.id)::int, coalesce(sum(l.size_bytes), 0)::int
       from unnest(array['image', 'video', 'audio', 'document']) k(kind)
       left join live l on l.kind = k.kind and l.deleted_at is null group by 2
     union all select $1, 'trashed', count(*)::int, coalesce(sum(size_bytes), 0)::int from live where deleted_at is not null
     order by 1, 2`,
    [namespaceId],
  );
  expect(counted).toEqual(real);
}

const Step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('refer' as const),
      media: fc.nat(3),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  fc.record({ do: fc.constant('unrefer' as const), media: fc.nat(3) }),
  fc.record({ do: fc.constantFrom('trash' as const, 'restore' as const, 'hide' as const), media: fc.nat(3) }),
  fc.record({ do: fc.constantFrom('tag' as const, 'untag' as const, 'collect' as const), media: fc.nat(3) }),
  fc.record({ do: fc.constantFrom('add' as const, 'fold' as const) }),
);

test('whatever is done in whatever order, counter plus deltas is the number of rows', {
  timeout: 60_000,
}, async () => {
  const { db } = database;
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const { id: namespaceId } = await addNamespace(db);
      const pageId = newId();
      const [tagId, collectionId] = [newId(), newId()];
      await db.prisma.contentItem.create({
        data: { id: pageId, namespaceId, type: 'page', externalId: '1' },
      });
      await db.prisma.tag.create({ data: { id: tagId, namespaceId, name: 'red', slug: 'red' } });
      await db.prisma.collection.create({
        data: { id: collectionId, namespaceId, title: 'Best', slug: 'best' },
      });
      const media = [
        await addMedia(db, namespaceId, { tagIds: [tagId] }),
        await addMedia(db, namespaceId, { kind: 'video', sizeBytes: 5n }),
        await addMedia(db, namespaceId, { kind: 'document' }),
      ];
      for (const step of steps) {
        const mediaId = 'media' in step ? (media[step.media % media.length]?.id ?? '') : '';
        const key = { namespaceId, mediaId };
        await transaction(database, async (tx) => {
          if (step.do === 'refer') {
            const rows = Array.from({ length: step.times }, () => ({
              ...key,
              id: newId(),
              contentItemId: pageId,
              fieldPath: `/${newId()}`,
              needsLive: null,
            }));
            await tx.reference.createMany({ data: rows });
          } else if (step.do === 'unrefer') await tx.reference.deleteMany({ where: key });
          else if (step.do === 'trash' || step.do === 'restore') {
            await tx.media.update({
              where: { id: mediaId },
              data: { deletedAt: step.do === 'trash' ? new Date() : null },
            });
          } else if (step.do === 'hide')
            await tx.media.update({ where: { id: mediaId }, data: { accessLevel: 'staff' } });
          else if (step.do === 'tag')
            await tx.mediaTag.createMany({ data: { ...key, tagId }, skipDuplicates: true });
          else if (step.do === 'untag') await tx.mediaTag.deleteMany({ where: key });
          else if (step.do === 'collect') {
            await tx.collectionItem.createMany({
              data: { ...key, collectionId, position: 'a' },
              skipDuplicates: true,
            });
          }
          if (mediaId) await refreshMediaIndex(tx, [mediaId]);
        });
        if (step.do === 'add') media.push(await addMedia(db, namespaceId, { kind: 'audio' }));
        if (step.do === 'fold') await fold();
      }
      await compare(namespaceId);
    }),
    { numRuns: 12 },
  );
});

test('a reader sees the same count before, while and after deltas are folded', async () => {
  const { db } = database;
  const { id: namespaceId } = await addNamespace(db);
  const { id: mediaId } = await addMedia(db, namespaceId);
  const contentItemId = newId();
  await db.prisma.contentItem.create({
    data: { id: contentItemId, namespaceId, type: 'page', externalId: '1' },
  });
  for (let n = 0; n < 20; n += 1) {
    await db.prisma.reference.create({
      data: { id: newId(), namespaceId, contentItemId, mediaId, fieldPath: `/${n}` },
    });
  }
  const read = () =>
    db.pool.query<{ value: string }>("select value from counts_of('references', $1)", [[mediaId]]);
  const counts = Promise.all(Array.from({ length: 40 }, () => read()));
  const folds = Promise.all(Array.from({ length: 12 }, () => fold()));
  for (const { rows } of await counts) expect(rows).toEqual([{ value: '20' }]);
  await folds;
  for (let taken = 1; taken > 0; ) taken = (await fold()).rows[0]?.taken ?? 0;
  expect((await read()).rows).toEqual([{ value: '20' }]);
  const left = await db.prisma.counterDelta.count({ where: { subjectId: mediaId } });
  expect(left).toBe(0);
});

test('the latest reference is remembered when deltas are folded and references go', async () => {
  const { db } = database;
  const { id: namespaceId } = await addNamespace(db);
  const { id: mediaId } = await addMedia(db, namespaceId);
  const contentItemId = newId();
  await db.prisma.contentItem.create({
    data: { id: contentItemId, namespaceId, type: 'page', externalId: '1' },
  });
  await db.prisma.reference.create({ data: { id: newId(), namespaceId, contentItemId, mediaId } });
  await db.prisma.reference.deleteMany({ where: { mediaId } });
  await db.pool.query('select fold_counters(10000)');
  const { rows } = await db.pool.query("select value::int, grew_at from counts_of('references', $1)", [
    [mediaId],
  ]);
  expect(rows).toEqual([{ value: 0, grew_at: expect.any(Date) }]);
});
