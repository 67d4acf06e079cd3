import { AccessLevel, type Role } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { foldCounters } from '../stats/fold-counters.ts';
import { countVisible } from './count-visible.ts';
import { reachOf } from './reach-of.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const ROLES: Role[] = ['viewer', 'contributor', 'editor', 'admin'];

/** A file of each level of each person, in a tag and a collection, and others in another tag. */
async function world() {
  const site = await domain.addSite();
  const { db } = domain.services;
  const people = await Promise.all(ROLES.map((role) => site.as(role)));
  const [tag, other, none] = await Promise.all(
    ['Tag', 'Other', 'None'].map((name) =>
      db.prisma.tag.create({
        data: { id: crypto.randomUUID(), namespaceId: site.namespaceId, name, slug: name },
      }),
    ),
  );
  const { id: collectionId } = await db.prisma.collection.create({
    data: { id: crypto.randomUUID(), namespaceId: site.namespaceId, title: 'Best', slug: 'best' },
  });
  const ids = { tag: tag?.id ?? '', other: other?.id ?? '', none: none?.id ?? '', collection: collectionId };
  for (const { actor } of people) {
    for (const accessLevel of AccessLevel.options) {
      const { id: mediaId } = await addMedia(db, site.namespaceId, {
        accessLevel,
        uploadedBy: actor.userId,
        tagIds: accessLevel === 'staff' ? [ids.tag, ids.other] : [ids.tag],
      });
      await db.prisma.collectionItem.create({
        data: { namespaceId: site.namespaceId, collectionId, mediaId, position: 'a' },
      });
      await db.pool.query('select refresh_media_index($1)', [[mediaId]]);
    }
  }
  return { site, people, ids };
}

test('each is told how many there are of what they may see, their own among them', async () => {
  const { site, people, ids } = await world();
  const rows = await domain.services.db.prisma.mediaIndex.findMany({
    where: { namespaceId: site.namespaceId },
  });
  const keys = await Promise.all([site.asKey(), site.as('viewer')]);
  const uploads = {
    ...people[1],
    actor: { ...people[1]?.actor, kind: 'key', userId: null, scopes: ['upload'] },
  };
  const askers = [...people, ...keys, uploads as (typeof keys)[0]];
  const compare = async () => {
    for (const scope of askers) {
      const { levels, userId } = reachOf(scope.actor, 'live');
      const seen = rows.filter(
        ({ accessLevel, uploadedBy }) =>
          (levels ?? AccessLevel.options).some((level) => level === accessLevel) ||
          (uploadedBy !== null && uploadedBy === userId),
      );
      const count = (has: (row: (typeof rows)[0]) => boolean) => {
        const files = seen.filter(has);
        return {
          files: files.length,
          bytes: files.reduce((sum, { sizeBytes }) => sum + Number(sizeBytes), 0),
        };
      };
      const counted = async (of: 'tags' | 'collections', id: string) =>
        (await countVisible(scope, of, [id])).get(id) ?? { files: 0, bytes: 0 };
      const of = (id: string) => count(({ tagIds }) => tagIds.includes(id));
      for (const id of [ids.tag, ids.other, ids.none]) expect(await counted('tags', id)).toEqual(of(id));
      expect(await counted('collections', ids.collection)).toEqual(of(ids.tag));
      // Of very many at once the same.
      const many = [ids.tag, ...Array.from({ length: 200 }, () => crypto.randomUUID())];
      expect((await countVisible(scope, 'tags', many)).get(ids.tag)?.files ?? 0).toBe(of(ids.tag).files);
    }
  };
  await compare();
  await foldCounters(domain.services);
  await compare();
});

test('what is hidden is known to the counters: nobody reads it to tell others how much is left', async () => {
  const { site, ids } = await world();
  await domain.services.db.pool.query(
    `insert into counter_delta (namespace_id, subject_id, metric, delta, bytes) values ($1, $2, 'files:private', 2, 0)`,
    [site.namespaceId, ids.tag],
  );
  const viewer = await site.as('viewer');
  expect((await countVisible(viewer, 'tags', [ids.tag])).get(ids.tag)).toMatchObject({ files: 8 - 2 });
});
