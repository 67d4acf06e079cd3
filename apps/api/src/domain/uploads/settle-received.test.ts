import type { UploadFields } from '@vitrine/schema';
import { afterAll, expect, test } from 'vitest';
import { MediaError } from '../../errors/media-error.ts';
import { drawQuarters } from '../../processing/draw-fixtures.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import type { StorageDriver } from '../../storage/storage-driver.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import type { Scope } from '../scope.ts';
import { receiveFile } from './receive-file.ts';
import { settleReceived } from './settle-received.ts';

const domain = await openTestDomain();
const { db, storage } = domain.services;
afterAll(() => domain[Symbol.asyncDispose]());
const bytes = new Uint8Array(await drawQuarters(400, 300).png().toBuffer());

/** The real storage, but moving is done as told. */
function movingBy(move: StorageDriver['move']): StorageDriver {
  return new Proxy(storage, {
    get(target, name) {
      if (name === 'move') return move;
      const own: unknown = Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}

/** A form of one file with the key `k`, as a client sends it again when it has heard nothing. */
async function send(scope: Scope, fields: UploadFields = {}, holdBytes = 0) {
  const file = { door: 'multipart', filename: 'a.png', declaredMimeType: null, bytes, holdBytes } as const;
  const received = await receiveFile(scope, file);
  const arrived = [{ filename: 'a.png', received }];
  const [settled] = await settleReceived(scope, arrived, { fields, idempotencyKey: 'k' });
  return settled && 'completed' in settled ? settled.completed : settled?.error;
}

/** Two of one key at work at once, as after a process that was asleep for longer than its claim stands. */
async function sendTwice(scope: Scope, fields: UploadFields) {
  const [first, both] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let moved = 0;
  const stalled = movingBy(async (...move) => {
    await storage.move(...move);
    if (++moved === 1) first.resolve();
    else both.resolve();
    await both.promise;
  });
  const one = send({ ...scope, storage: stalled }, fields);
  await first.promise;
  const later = () => new Date(Date.now() + 61_000);
  return Promise.all([one, send({ ...scope, storage: stalled, now: later }, fields)]);
}

test.each(['use-existing', 'keep-both'] as const)(
  'two that work under one key at once, %s, are one file whose bytes stay',
  async (onDuplicate) => {
    const scope = await (await domain.addSite()).asKey();
    const [one, two] = await sendTwice(scope, { onDuplicate });
    expect(one).toMatchObject({ mediaId: expect.any(String), duplicateOf: null });
    expect(two).toMatchObject({ mediaId: (one as { mediaId: string }).mediaId, duplicateOf: null });
    const namespaceId = scope.namespace.id;
    expect(await db.prisma.media.count({ where: { namespaceId } })).toBe(1);
    const blob = await db.prisma.blob.findFirstOrThrow({
      where: { namespaceId },
      include: { renditions: true },
    });
    const kept: string[] = [];
    for await (const { key } of storage.list(`${namespaceId}/`)) kept.push(key);
    expect(kept.sort()).toEqual([blob, ...blob.renditions].map(({ storageKey }) => storageKey).sort());
    expect(await storage.head(parseObjectKey(blob.storageKey))).toMatchObject({
      sizeBytes: bytes.byteLength,
    });
  },
);

test.each([null, 10_000_000n])(
  'after a fault that passed, the same key gives the file, with a quota of %s',
  async (quotaBytes) => {
    const scope = await (await domain.addSite()).asKey();
    const namespaceId = scope.namespace.id;
    await db.prisma.namespace.update({ where: { id: namespaceId }, data: { quotaBytes } });
    const holdBytes = quotaBytes === null ? 0 : bytes.byteLength + 100;
    const failing = movingBy(() => Promise.reject(new MediaError('storage.unavailable')));
    for (let i = 0; i < 2; i++) {
      expect(await send({ ...scope, storage: failing }, {}, holdBytes)).toMatchObject({
        code: 'storage.unavailable',
      });
    }
    const completed = await send(scope, {}, holdBytes);
    expect(completed).toMatchObject({ mediaId: expect.any(String) });
    expect(await send(scope, {}, holdBytes)).toMatchObject({
      mediaId: (completed as { mediaId: string }).mediaId,
    });
    const usage = await db.prisma.namespaceUsage.findUniqueOrThrow({ where: { namespaceId } });
    expect(usage).toMatchObject({ usedBytes: BigInt(bytes.byteLength), reservedBytes: 0n });
  },
);

test('whoever takes over from a dead process gives back what that one held', async () => {
  const scope = await (await domain.addSite()).asKey();
  const namespaceId = scope.namespace.id;
  await db.prisma.namespace.update({ where: { id: namespaceId }, data: { quotaBytes: 10_000_000n } });
  const dead = Promise.withResolvers<void>();
  const hanging = movingBy(async () => {
    dead.resolve();
    await new Promise<never>(() => undefined);
  });
  void send({ ...scope, storage: hanging }, {}, bytes.byteLength);
  await dead.promise;
  const later = () => new Date(Date.now() + 61_000);
  expect(await send({ ...scope, now: later }, {}, bytes.byteLength)).toMatchObject({
    mediaId: expect.any(String),
  });
  const usage = await db.prisma.namespaceUsage.findUniqueOrThrow({ where: { namespaceId } });
  expect(usage).toMatchObject({ usedBytes: BigInt(bytes.byteLength), reservedBytes: 0n });
});
