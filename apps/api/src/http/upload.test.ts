import { afterAll, expect, test } from 'vitest';
import { drawNoise } from '../processing/draw-fixtures.ts';
import { postForm, readOutcomes, readUploaded } from '../testing/post-form.ts';
import { startTestServer } from '../testing/start-test-server.ts';

const server = await startTestServer({ MAX_FILE_SIZE: '3000000' });
const { origin, db } = server;
afterAll(() => server[Symbol.asyncDispose]());

const jpeg = async (width = 400, height = 300) =>
  new Uint8Array(await (await drawNoise(width, height)).jpeg().toBuffer());
const usageOf = (namespaceId: string) =>
  db.prisma.namespaceUsage.findUniqueOrThrow({ where: { namespaceId } });

test('a picture becomes a file with thumbnails, tags, a place in a collection, audit and an event', async () => {
  const site = await server.addSite();
  const collection = await site.client.collections.create.mutate({ title: 'Rivers' });
  const bytes = await jpeg(900, 600);
  const headers = await site.signIn('contributor', 'ann');
  await db.prisma.collection.updateMany({
    where: { id: collection.id },
    data: { createdBy: (await db.prisma.user.findFirst({ where: { subject: 'ann' } }))?.id ?? null },
  });
  const response = await postForm(
    origin,
    site.key,
    { filename: 'hero-banner_v2.JPG', bytes, type: 'image/jpeg' },
    { tags: 'river, water,river', description: 'From the bridge', collection: collection.id },
  );
  expect(response.status).toBe(201);
  const media = await readUploaded(response);
  expect(headers.authorization).toContain('Bearer');
  expect(media).toMatchObject({
    title: 'Hero banner v2',
    slug: 'hero-banner-v2',
    description: 'From the bridge',
    mimeType: 'image/jpeg',
    width: 900,
    height: 600,
    sizeBytes: bytes.byteLength,
    duplicateOf: null,
    processingStatus: 'ready',
    collectionIds: [collection.id],
  });
  expect(media.tags.map(({ name }) => name).sort()).toEqual(['river', 'water']);
  expect(media.thumbnails.large).toMatchObject({ width: 800 });
  const shown = await fetch(media.thumbnails.small?.url ?? '');
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/webp']);

  const { namespaceId } = site;
  expect(await usageOf(namespaceId)).toMatchObject({
    usedBytes: BigInt(bytes.byteLength),
    reservedBytes: 0n,
  });
  const audit = await db.prisma.auditEntry.findMany({ where: { namespaceId, entityId: media.id } });
  expect(audit.map(({ action }) => action)).toContain('media.created');
  const events = await db.prisma.outboxEvent.findMany({ where: { namespaceId, type: 'media.created' } });
  expect(events.map(({ entityIds }) => entityIds)).toEqual([[media.id]]);
});

test('the same bytes twice are one blob, and the answer says which file they equal', async () => {
  const site = await server.addSite();
  const bytes = await jpeg();
  const first = await readUploaded(await postForm(origin, site.key, { filename: 'a.jpg', bytes }));
  const second = await postForm(origin, site.key, { filename: 'b.jpg', bytes });
  expect(second.status).toBe(200);
  expect(await readUploaded(second)).toMatchObject({ id: first.id, duplicateOf: first.id, title: 'A' });
  const kept = await readUploaded(
    await postForm(origin, site.key, { filename: 'b.jpg', bytes }, { onDuplicate: 'keep-both' }),
  );
  expect(kept).toMatchObject({ title: 'B', duplicateOf: null, hash: first.hash });
  expect(kept.id).not.toBe(first.id);
  const { namespaceId } = site;
  expect(await db.prisma.blob.count({ where: { namespaceId } })).toBe(1);
  expect(await usageOf(namespaceId)).toMatchObject({ usedBytes: BigInt(bytes.byteLength) });
  expect(await server.objectsOf(namespaceId)).toHaveLength(1 + 2);
  const versions = await db.prisma.mediaVersion.findMany({ where: { namespaceId }, select: { phash: true } });
  expect(versions).toEqual([{ phash: expect.any(BigInt) }, { phash: versions[0]?.phash }]);
});

test('an upload that ended as a duplicate can still become a file of its own, once', async () => {
  const site = await server.addSite();
  const bytes = await jpeg();
  const first = await readUploaded(await postForm(origin, site.key, { filename: 'a.jpg', bytes }));
  const again = await readUploaded(await postForm(origin, site.key, { filename: 'copy.jpg', bytes }));
  const [one, two] = await Promise.all([
    site.client.uploads.keepBoth.mutate({ id: again.uploadId }),
    site.client.uploads.keepBoth.mutate({ id: again.uploadId }),
  ]);
  expect(one.id).toBe(two.id);
  expect(one).toMatchObject({ title: 'Copy', hash: first.hash, width: 400, height: 300 });
  expect(one.id).not.toBe(first.id);
  expect(await db.prisma.media.count({ where: { namespaceId: site.namespaceId } })).toBe(2);
});

test('a temporary upload says until when, and sending it again for good makes it last, on the record', async () => {
  const site = await server.addSite();
  const file = { filename: 'draft.jpg', bytes: await jpeg(60, 40), type: 'image/jpeg' };
  const temporary = await postForm(origin, site.key, file, { temporary: 'true' });
  const { id, temporaryUntil } = await readUploaded(temporary);
  const hours = (Date.parse(temporaryUntil ?? '') - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(23.9);
  expect(hours).toBeLessThanOrEqual(24);
  const lasting = await readUploaded(await postForm(origin, site.key, file));
  expect(lasting).toMatchObject({ id, temporaryUntil: null });
  expect(await db.prisma.auditEntry.count({ where: { entityId: id, action: 'media.kept' } })).toBe(1);
});

test.each([
  ['use-existing', 1],
  ['keep-both', 50],
] as const)(
  'fifty uploads of the same bytes at once, %s, are one blob and %i files',
  async (choice, count) => {
    const site = await server.addSite();
    const bytes = await jpeg(200, 150);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        postForm(origin, site.key, { filename: `same-${i}.jpg`, bytes }, { onDuplicate: choice }),
      ),
    );
    const media = await Promise.all(answers.map(readUploaded));
    expect(new Set(media.map(({ id }) => id)).size).toBe(count);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(count);
    const { namespaceId } = site;
    expect(await db.prisma.blob.count({ where: { namespaceId } })).toBe(1);
    expect(await usageOf(namespaceId)).toMatchObject({ usedBytes: BigInt(bytes.byteLength) });
    expect(await server.objectsOf(namespaceId)).toHaveLength(1 + 1);
  },
  60_000,
);

test('twelve different pictures of one name, four at a time, are twelve files', async () => {
  const site = await server.addSite();
  const pictures = await Promise.all(Array.from({ length: 12 }, () => jpeg(160, 120)));
  const answers: number[] = [];
  const send = async () => {
    for (let bytes = pictures.pop(); bytes; bytes = pictures.pop()) {
      answers.push((await postForm(origin, site.key, { filename: 'IMG_0001.jpg', bytes })).status);
    }
  };
  await Promise.all([send(), send(), send(), send()]);
  expect(answers).toEqual(Array(12).fill(201));
  const { items } = await site.client.media.list.query({ limit: 100 });
  const slugs = ['img-0001', ...Array.from({ length: 11 }, (_, i) => `img-0001-${i + 2}`)];
  expect(items.map(({ slug }) => slug).sort()).toEqual(slugs.sort());
}, 60_000);

test('several files have an outcome each, in the order they came', async () => {
  const site = await server.addSite();
  const outcomes = await readOutcomes(
    await postForm(origin, site.key, [
      { filename: 'one.jpg', bytes: await jpeg() },
      { filename: 'two.jpg', bytes: 'no picture' },
      { filename: 'three.txt', bytes: 'a note' },
    ]),
  );
  expect(outcomes.map(({ filename, ok }) => [filename, ok])).toEqual([
    ['one.jpg', true],
    ['two.jpg', false],
    ['three.txt', true],
  ]);
});

test('a hundred and fifty small files at once are all taken', async () => {
  const site = await server.addSite();
  const answers = await Promise.all(
    Array.from({ length: 150 }, (_, i) =>
      postForm(origin, site.key, { filename: `${i}.txt`, bytes: `Number ${i}` }),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
}, 60_000);

test('names from hell become titles, slugs and downloads', async () => {
  const site = await server.addSite();
  const names = [
    '../../etc/passwd.txt',
    'a"b;c\r\nSet-Cookie: x=1.txt',
    '\u202Egnp.txt',
    '日本.txt',
    `${'é'.repeat(400)}.txt`,
  ];
  for (const [index, filename] of names.entries()) {
    const media = await readUploaded(
      await postForm(origin, site.key, { filename, bytes: `note ${index}`, type: 'text/plain' }),
    );
    const download = await fetch(media.url);
    expect(download.status).toBe(200);
    expect(download.headers.get('content-disposition')).toMatch(/^attachment; filename=/);
    expect(media.originalFilename).not.toMatch(/[/\\\r\n\u202E]/);
  }
});
