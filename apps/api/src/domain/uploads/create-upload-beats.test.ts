import { afterAll, expect, test } from 'vitest';
import { drawQuarters } from '../../processing/draw-fixtures.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import type { StorageDriver } from '../../storage/storage-driver.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { beginUpload } from './begin-upload.ts';
import { completeStoredUpload } from './complete-stored-upload.ts';
import { createUploadBeats } from './create-upload-beats.ts';
import { finishUpload } from './finish-upload.ts';
import { landingKeyOf } from './quarantine-keys.ts';
import { sweepUploads } from './sweep-uploads.ts';

const domain = await openTestDomain();
const { services } = domain;
const { db, storage } = services;
afterAll(() => domain[Symbol.asyncDispose]());

/** The real storage with some of its methods exchanged. */
const storageWith = (changes: Partial<StorageDriver>): StorageDriver =>
  new Proxy(storage, {
    get(target, name) {
      const own: unknown = Reflect.get(changes, name) ?? Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });

/** An upload all of whose bytes are there. */
async function arrived() {
  const scope = await (await domain.addSite()).asKey();
  const bytes = new Uint8Array(await drawQuarters(300, 200).png().toBuffer());
  const id = scope.newId();
  const announced = { filename: 'a.png', declaredMimeType: null, sizeBytes: bytes.byteLength, fields: [] };
  await beginUpload(scope, { uploadId: id, ...announced });
  await storage.put(landingKeyOf({ namespaceId: scope.namespace.id, id }), bytes, { maxBytes: 1_000_000 });
  return { scope, id };
}

const uploadOf = (id: string) => db.prisma.upload.findUniqueOrThrow({ where: { id } });

async function expectOneFile(namespaceId: string) {
  expect(await db.prisma.media.count({ where: { namespaceId } })).toBe(1);
  const blob = await db.prisma.blob.findFirstOrThrow({ where: { namespaceId } });
  expect(await storage.head(parseObjectKey(blob.storageKey))).not.toBeNull();
}

test('an upload that somebody is completing is taken up by nobody else, however long that takes', async () => {
  const { scope, id } = await arrived();
  const [moving, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow = storageWith({
    async move(...move) {
      moving.resolve();
      await goOn.promise;
      await storage.move(...move);
    },
  });
  const uploadBeats = createUploadBeats(services, { everyMs: 5 });
  const finishing = finishUpload({ ...scope, storage: slow, uploadBeats }, id);
  await moving.promise;
  const longAgo = new Date(Date.now() - 60_000);
  await db.prisma.upload.update({ where: { id }, data: { updatedAt: longAgo } });
  await expect.poll(async () => (await uploadOf(id)).updatedAt > longAgo).toBe(true);
  expect((await sweepUploads(services, 'test')).resumed).toBe(0);
  goOn.resolve();
  expect(await finishing).toMatchObject({ uploadId: id, mediaId: expect.any(String) });
  await uploadBeats.close();
  await expectOneFile(scope.namespace.id);
});

test('two processes that complete one upload all the same make one file of it', async () => {
  const { scope, id } = await arrived();
  const work = { namespaceId: scope.namespace.id, uploadId: id };
  const [hashed, moved, seen] = [1, 2, 3].map(() => Promise.withResolvers<void>());
  const first = storageWith({
    async move(...move) {
      await hashed?.promise;
      await storage.move(...move);
      moved?.resolve();
      await seen?.promise;
    },
  });
  // Has hashed the bytes where they were; when it looks into them they are elsewhere.
  const second = storageWith({
    async withLocalFile(key, use) {
      hashed?.resolve();
      await moved?.promise;
      try {
        return await storage.withLocalFile(key, use);
      } finally {
        seen?.resolve();
      }
    },
  });
  await db.prisma.upload.update({ where: { id }, data: { state: 'finishing' } });
  const [one, two] = await Promise.all([
    completeStoredUpload({ ...services, storage: first }, work, 'one'),
    completeStoredUpload({ ...services, storage: second }, work, 'two'),
  ]);
  expect(one?.mediaId).toBe(two?.mediaId);
  expect(await db.prisma.upload.findUnique({ where: { id } })).toMatchObject({ state: 'done' });
  await expectOneFile(scope.namespace.id);
});
