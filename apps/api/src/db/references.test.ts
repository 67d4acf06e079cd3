import { afterAll, beforeAll, expect, test } from 'vitest';
import { toMediaError } from '../errors/to-media-error.ts';
import { addMedia } from '../testing/add-media.ts';
import { addNamespace } from '../testing/add-namespace.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { newId } from './new-id.ts';
import { transaction } from './transaction.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function world() {
  const { prisma } = database.db;
  const { id: namespaceId } = await addNamespace(database.db);
  const media = await addMedia(database.db, namespaceId);
  const page = await prisma.contentItem.create({
    data: { id: newId(), namespaceId, type: 'page', externalId: '1' },
  });
  const refer = (mediaId = media.id, more: { needsLive?: null } = {}) =>
    prisma.reference.create({
      data: { id: newId(), namespaceId, contentItemId: page.id, mediaId, fieldPath: '/hero', ...more },
    });
  const trash = () => prisma.media.update({ where: { id: media.id }, data: { deletedAt: new Date() } });
  return { prisma, namespaceId, media, page, refer, trash };
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => toMediaError(error).code,
  );

test('a file that a page uses can not be trashed, whoever asks', async () => {
  const { media, refer, trash, prisma } = await world();
  const { id } = await refer();
  expect(await codeOf(trash())).toBe('media.in-use');
  expect(
    await codeOf(database.db.pool.query('update media set deleted_at = now() where id = $1', [media.id])),
  ).toBe('media.in-use');
  await prisma.media.update({ where: { id: media.id }, data: { title: 'Changing it is no problem' } });

  await prisma.reference.delete({ where: { id } });
  expect(await codeOf(trash())).toBe('done');
});

test('a file in the trash takes no new reference', async () => {
  const { refer, trash } = await world();
  await trash();
  expect(await codeOf(refer())).toBe('gone');
});

test('a forced delete breaks the needs of its references, which then keep nothing alive but the row', async () => {
  const { media, refer, prisma } = await world();
  const { id } = await refer();
  await transaction(database, async (tx) => {
    await tx.reference.updateMany({ where: { mediaId: media.id }, data: { needsLive: null } });
    await tx.media.update({ where: { id: media.id }, data: { deletedAt: new Date() } });
  });
  expect(await prisma.media.findUnique({ where: { id: media.id } })).toMatchObject({
    state: 'trashed',
    isLive: false,
  });
  expect(await codeOf(refer())).not.toBe('done');
  expect(await codeOf(prisma.reference.update({ where: { id }, data: { needsLive: true } }))).toBe('gone');
  expect(await codeOf(prisma.reference.update({ where: { id }, data: { needsLive: false } }))).toBe(
    'input.invalid',
  );
});

test('a reference never crosses a namespace', async () => {
  const [ours, theirs] = [await world(), await world()];
  expect(await codeOf(ours.refer(theirs.media.id))).toBe('gone');
  const held = ours.refer(theirs.media.id, { needsLive: null });
  expect(await codeOf(held)).toBe('not-found');
});

test('a version keeps its blob active', async () => {
  const { media, prisma } = await world();
  const giveUp = () => prisma.blob.update({ where: { id: media.blobId }, data: { state: 'dying' } });
  expect(await codeOf(giveUp())).toBe('conflict');
  await prisma.mediaVersion.update({ where: { id: media.versionId }, data: { needsActiveBlob: null } });
  expect(await codeOf(giveUp())).toBe('done');
});

test('eight clients that add, remove, trash and restore never leave a used file in the trash', {
  timeout: 60_000,
}, async () => {
  const { prisma } = database.db;
  const { id: namespaceId } = await addNamespace(database.db);
  const files = await Promise.all(Array.from({ length: 6 }, () => addMedia(database.db, namespaceId)));
  const outcomes: Record<string, number> = {};
  const pick = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)] as T;

  const actions = {
    add: (mediaId: string, contentItemId: string) =>
      prisma.reference.create({
        data: { id: newId(), namespaceId, contentItemId, mediaId, fieldPath: `/${newId()}` },
      }),
    remove: (mediaId: string) => prisma.reference.deleteMany({ where: { mediaId } }),
    trash: (mediaId: string) =>
      prisma.media.updateMany({ where: { id: mediaId, deletedAt: null }, data: { deletedAt: new Date() } }),
    restore: (mediaId: string) =>
      prisma.media.updateMany({ where: { id: mediaId }, data: { deletedAt: null } }),
  };
  const client = async (number: number) => {
    const page = await prisma.contentItem.create({
      data: { id: newId(), namespaceId, type: 'page', externalId: `client ${number}` },
    });
    for (let n = 0; n < 80; n += 1) {
      const name = pick(Object.keys(actions) as (keyof typeof actions)[]);
      const outcome = await codeOf(actions[name](pick(files).id, page.id));
      outcomes[`${name}: ${outcome}`] = (outcomes[`${name}: ${outcome}`] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, number) => client(number)));

  const { rows } = await database.db.pool.query(
    'select r.id from reference r join media m on m.id = r.media_id where r.namespace_id = $1 and not m.is_live',
    [namespaceId],
  );
  expect(rows).toEqual([]);
  const seen = Object.keys(outcomes).sort();
  expect(seen).toEqual(
    expect.arrayContaining(['add: done', 'add: gone', 'trash: done', 'trash: media.in-use']),
  );
  // Neither a deadlock nor anything else reaches a client.
  const expected = [
    'add: done',
    'add: gone',
    'remove: done',
    'restore: done',
    'trash: done',
    'trash: media.in-use',
  ];
  expect(seen.filter((outcome) => !expected.includes(outcome))).toEqual([]);
});
